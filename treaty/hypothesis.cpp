#include "treaty/hypothesis.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <utility>

#include "treaty/count.h"
#include "treaty/force.h"
#include "treaty/wait.h"
#include "treaty/wording.h"

namespace treaty {
namespace {

constexpr std::size_t kMostAlternatives = 5;
constexpr int kMostUnseen = 2;

class Search {
 public:
  Search(const EntryRule& rule, const Ledger& ledger, const std::map<std::string, Day>& in_force,
         Day printed)
      : rule_{rule}, in_force_{in_force}, printed_{printed} {
    std::vector<Problem> unused;
    deposits_ = deposits_of(rule, ledger, unused);
    // The longest wait in use is two years; a clause may add most of a month.
    for (Day day = printed - Days{3 * 366}; day <= printed; day = day + Days{1}) {
      if (after(*rule.wait, day).day == printed) targets_.push_back(day);
    }
  }

  std::vector<std::string> run() {
    for (const auto look :
         {&Search::other_counting, &Search::one_digit_or_its_like, &Search::one_more,
          &Search::one_less, &Search::dated_later, &Search::unseen}) {
      (this->*look)();
      if (found_.empty()) continue;
      if (found_.size() > kMostAlternatives) found_.resize(kMostAlternatives);
      return found_;
    }
    return {};
  }

 private:
  [[nodiscard]] bool explains(const std::vector<Deposit>& deposits) const {
    return entry_dates(rule_, deposits, in_force_).computed == printed_;
  }

  void other_counting() {
    const auto computed = entry_dates(rule_, deposits_, in_force_).computed;
    if (!computed) return;
    const auto off = static_cast<int>((printed_ - *computed).count());
    if (off == 0 || std::abs(off) > 2) return;
    found_.push_back("the wait was counted " + std::to_string(std::abs(off)) +
                     (std::abs(off) == 1 ? " day " : " days ") + (off > 0 ? "longer" : "shorter") +
                     " than the record's dates give");
  }

  static int digits_that_differ(Day a, Day b) {
    const std::string left = a.iso();
    const std::string right = b.iso();
    int count = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
      count += left[i] != right[i] ? 1 : 0;
    return count;
  }

  // A wrong digit is one reading of several when others deposited on the day that is pointed to.
  void one_digit_or_its_like() {
    one_digit();
    if (found_.empty()) return;
    one_less();
    for (const Day target : targets_)
      if (is_deposit_day(target)) unseen_by(1, target);
  }

  [[nodiscard]] bool is_deposit_day(Day day) const {
    return std::any_of(deposits_.begin(), deposits_.end(), [&](const Deposit& deposit) {
      return deposit.counts && deposit.act.date == day;
    });
  }

  void one_digit() {
    for (std::size_t i = 0; i < deposits_.size(); ++i) {
      if (!deposits_[i].counts) continue;
      for (const Day target : targets_) {
        if (digits_that_differ(deposits_[i].act.date, target) != 1) continue;
        std::vector<Deposit> changed = deposits_;
        changed[i].act.date = target;
        sort_by_day(changed);
        if (!explains(changed)) continue;
        found_.push_back("one cell is wrong: the " + words_of(deposits_[i].act.kind) + " of " +
                         deposits_[i].name + " is of " + target.words() + " and not of " +
                         deposits_[i].act.date.words());
      }
    }
  }

  void one_more() {
    for (std::size_t i = 0; i < deposits_.size(); ++i) {
      if (deposits_[i].counts && !deposits_[i].ended) continue;
      std::vector<Deposit> changed = deposits_;
      changed[i].counts = true;
      changed[i].ended.reset();
      if (!explains(changed)) continue;
      if (deposits_[i].counts) {
        found_.push_back("the " + words_of(deposits_[i].act.kind) + " of " + deposits_[i].name +
                         " of " + deposits_[i].act.date.words() +
                         " was counted after it had come to an end on " +
                         (*deposits_[i].ended - Days{1}).words());
        continue;
      }
      found_.push_back("the " + words_of(deposits_[i].act.kind) + " of " + deposits_[i].name +
                       " of " + deposits_[i].act.date.words() + " was counted, although " +
                       deposits_[i].why_not);
    }
  }

  // Leaving out any of the first instruments often has one effect; those that stand out are named.
  void one_less() {
    std::set<std::string> keys;
    std::vector<std::string> standing_out;
    std::optional<Day> last;
    for (const Deposit& deposit : deposits_) {
      if (!deposit.counts || !keys.insert(deposit.key).second) continue;
      std::vector<Deposit> changed = deposits_;
      for (Deposit& other : changed)
        other.counts = other.counts && other.key != deposit.key;
      if (!explains(changed)) {
        keys.erase(deposit.key);
        continue;
      }
      last = deposit.act.date;
      if (deposit.predecessor || deposit.act.kind != ActKind::ratification) {
        standing_out.push_back("the " + words_of(deposit.act.kind) + " of " + deposit.name +
                               " of " + deposit.act.date.words() + " was not counted");
      }
    }
    if (!last) return;
    found_.push_back("one of the instruments deposited up to " + last->words() +
                     " was not counted, or was deposited later than the record says");
    if (standing_out.size() < kMostAlternatives) {
      found_.insert(found_.end(), standing_out.begin(), standing_out.end());
    }
  }

  // The instrument that completed the number too late by the record: were one digit of its date
  // another, it would have been there in time.
  void dated_later() {
    const auto threshold = entry_dates(rule_, deposits_, in_force_).threshold;
    if (!threshold || targets_.empty() || *threshold <= targets_.back()) return;
    for (std::size_t i = 0; i < deposits_.size(); ++i) {
      if (!deposits_[i].counts || deposits_[i].act.date != *threshold) continue;
      std::vector<std::string> days;
      for (const Day day : days_one_digit_from(*threshold)) {
        if (day < deposits_.front().act.date || day > targets_.back()) continue;
        std::vector<Deposit> changed = deposits_;
        changed[i].act.date = day;
        sort_by_day(changed);
        if (explains(changed)) days.push_back(day.words());
      }
      if (days.empty()) continue;
      found_.push_back("one cell is wrong: the " + words_of(deposits_[i].act.kind) + " of " +
                       deposits_[i].name + " is of an earlier day than " + threshold->words() +
                       " (by one digit: " + joined(days) + ')');
    }
  }

  static std::vector<Day> days_one_digit_from(Day day) {
    std::vector<Day> days;
    const std::string iso = day.iso();
    for (std::size_t i = 0; i < iso.size(); ++i) {
      if (iso[i] == '-') continue;
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::string other = iso;
        other[i] = digit;
        const auto changed = Day::from_iso(other);
        if (changed && *changed != day) days.push_back(*changed);
      }
    }
    std::sort(days.begin(), days.end());
    return days;
  }

  // Instruments that the record no longer shows, deposited by the day that the printed date points
  // to; the last of them on that very day when no other was.
  void unseen() {
    for (int how_many = 1; how_many <= kMostUnseen && found_.empty(); ++how_many) {
      for (const Day target : targets_)
        unseen_by(how_many, target);
    }
  }

  void unseen_by(int how_many, Day target) {
    const bool on_a_deposit = is_deposit_day(target);
    std::vector<Deposit> changed = deposits_;
    for (int i = 0; i < how_many; ++i) {
      const bool earlier = on_a_deposit || i > 0;  // the day before stands for any earlier day
      changed.push_back({.name = "",
                         .key = "unseen " + std::to_string(i),
                         .act = {.date = earlier ? target - Days{1} : target},
                         .counts = true});
    }
    sort_by_day(changed);
    if (explains(changed)) tell_unseen(how_many, target, on_a_deposit);
  }

  void tell_unseen(int how_many, Day target, bool on_a_deposit) {
    std::string text = how_many == 1 ? "one instrument was counted that this record does not show"
                                     : std::to_string(how_many) +
                                           " instruments were counted that this record does not "
                                           "show";
    text += on_a_deposit    ? ", deposited by "
            : how_many == 1 ? ", deposited on "
                            : ", the last of them on ";
    text += target.words() + " (a predecessor State's, or one that a later act has overwritten)";
    found_.push_back(std::move(text));
  }

  static void sort_by_day(std::vector<Deposit>& deposits) {
    std::stable_sort(deposits.begin(), deposits.end(),
                     [](const Deposit& a, const Deposit& b) { return a.act.date < b.act.date; });
  }

  const EntryRule& rule_;
  const std::map<std::string, Day>& in_force_;
  Day printed_;
  std::vector<Deposit> deposits_;
  std::vector<Day> targets_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> smallest_change(const EntryRule& rule, const Ledger& ledger,
                                         const std::map<std::string, Day>& in_force, Day printed) {
  if (!rule.wait || !lacking(rule).empty()) return {};
  return Search{rule, ledger, in_force, printed}.run();
}

}  // namespace treaty
