#include "lib/icalendar.h"

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <libical/ical.h>

namespace lib {
namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

icaltimetype day_of(std::chrono::sys_days day) {
  const std::chrono::year_month_day ymd{day};
  icaltimetype time = icaltime_null_date();
  time.year = static_cast<int>(ymd.year());
  time.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  time.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
  return time;
}

icaltimetype instant_of(std::chrono::sys_seconds instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss clock{instant - day};
  icaltimetype time = day_of(day);
  time.is_date = 0;
  time.zone = icaltimezone_get_utc_timezone();
  time.hour = static_cast<int>(clock.hours().count());
  time.minute = static_cast<int>(clock.minutes().count());
  time.second = static_cast<int>(clock.seconds().count());
  return time;
}

icalproperty_status status_of(CalendarStatus status) {
  switch (status) {
    case CalendarStatus::tentative: return ICAL_STATUS_TENTATIVE;
    case CalendarStatus::confirmed: return ICAL_STATUS_CONFIRMED;
    case CalendarStatus::cancelled: return ICAL_STATUS_CANCELLED;
  }
  return ICAL_STATUS_NONE;
}

// What calendar programs knew before RFC 7986 had a name for it.
void add_unofficial(icalcomponent* to, const char* name, const std::string& text) {
  icalproperty* property = icalproperty_new_x(text.c_str());
  icalproperty_set_x_name(property, name);
  icalcomponent_add_property(to, property);
}

void add_entry(icalcomponent* calendar, const CalendarEntry& entry) {
  icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  icalcomponent_add_component(calendar, event);
  const auto add = [event](icalproperty* property) { icalcomponent_add_property(event, property); };
  add(icalproperty_new_uid(entry.uid.c_str()));
  add(icalproperty_new_dtstamp(instant_of(entry.stamp)));
  add(icalproperty_new_lastmodified(instant_of(entry.stamp)));
  add(icalproperty_new_sequence(entry.sequence));
  add(icalproperty_new_dtstart(day_of(entry.first)));
  // The end of an all-day entry is the day after its last.
  add(icalproperty_new_dtend(day_of(entry.last + std::chrono::days{1})));
  add(icalproperty_new_status(status_of(entry.status)));
  add(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
  add(icalproperty_new_summary(entry.summary.c_str()));
  if (!entry.description.empty()) add(icalproperty_new_description(entry.description.c_str()));
  if (!entry.location.empty()) add(icalproperty_new_location(entry.location.c_str()));
  if (!entry.category.empty()) add(icalproperty_new_categories(entry.category.c_str()));
  if (!entry.url.empty()) add(icalproperty_new_url(entry.url.c_str()));
}

}  // namespace

std::string write_calendar(const Calendar& calendar) {
  const std::unique_ptr<icalcomponent, FreeComponent> root{
      icalcomponent_new(ICAL_VCALENDAR_COMPONENT)};
  const auto add = [&](icalproperty* property) {
    icalcomponent_add_property(root.get(), property);
  };
  add(icalproperty_new_version("2.0"));
  add(icalproperty_new_prodid(calendar.product.c_str()));
  add(icalproperty_new_method(ICAL_METHOD_PUBLISH));
  add(icalproperty_new_name(calendar.name.c_str()));
  add_unofficial(root.get(), "X-WR-CALNAME", calendar.name);
  add(icalproperty_new_description(calendar.description.c_str()));
  add_unofficial(root.get(), "X-WR-CALDESC", calendar.description);
  icaldurationtype refresh = icaldurationtype_null_duration();
  refresh.hours = static_cast<unsigned>(calendar.refresh.count());
  add(icalproperty_new_refreshinterval(refresh));
  add_unofficial(root.get(), "X-PUBLISHED-TTL",
                 "PT" + std::to_string(calendar.refresh.count()) + 'H');
  if (!calendar.source.empty()) add(icalproperty_new_source(calendar.source.c_str()));
  for (const CalendarEntry& entry : calendar.entries)
    add_entry(root.get(), entry);
  const std::unique_ptr<char, decltype(&std::free)> text{icalcomponent_as_ical_string_r(root.get()),
                                                         &std::free};
  if (!text) throw std::runtime_error("libical could not write the calendar");
  return text.get();
}

}  // namespace lib
