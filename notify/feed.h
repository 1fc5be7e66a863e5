#pragma once

#include <span>
#include <string>
#include <vector>

#include "treaty/event.h"

namespace notify {

/// What a feed says of itself. The same values and events give the same bytes.
struct Feed {
  std::string name;      ///< stable part of its id: "XVIII-16", "XVIII-16/milestones", "fr/all"
  std::string language;  ///< RFC 5646, of its texts: "en"
  std::string title;     ///< "UN Convention against Cybercrime: every event"
  std::string author;
  std::string domain;    ///< of this installation, with `since` the authority of every id
  treaty::Day since;     ///< a day on which the domain was ours; fixed for ever (RFC 4151)
  std::string self_url;  ///< where the feed is found; may be empty
  std::string home_url;  ///< the page it belongs to; may be empty
  std::string rights;    ///< a sentence; may be empty
  std::string stale;     ///< since when nothing could be checked, a sentence; empty when fresh
};

/// "tag:treatyd.example.org,2026-01-01:event/XVIII-16.deposit.FRA…": the id of an event in every
/// feed, made from the authority and the event alone and never from an address. It is the same in
/// every language, as it is in mails and webhooks: who follows two feeds meets an event once. The
/// feeds themselves are told apart by their `name`.
std::string event_tag(const Feed& feed, const std::string& event_id);
std::string feed_tag(const Feed& feed);

/// The events that a feed may carry, newest first: faults of the source and heartbeats never get
/// into the news.
std::vector<const treaty::Event*> feed_events(std::span<const treaty::Event> events);

/// As many of them as a feed holds: readers look at it again before so many have come.
inline constexpr std::size_t kFeedEntries = 200;
std::vector<const treaty::Event*> feed_entries(std::span<const treaty::Event> events);

/// RFC 4287. A correction is an entry of its own that answers the corrected one (RFC 4685); no
/// entry ever changes, so `updated` is when the event was first seen. A feed without entries is
/// dated by its `since`.
std::string atom_feed(const Feed& feed, std::span<const treaty::Event> events);

/// JSON Feed 1.1, with the same ids; each item carries the event as event_json gives it under
/// "_treatyd".
std::string json_feed(const Feed& feed, std::span<const treaty::Event> events);

}  // namespace notify
