#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "daemon/claims.h"
#include "daemon/desk.h"
#include "daemon/telling.h"
#include "feeds/fetch.h"
#include "feeds/read_fault.h"
#include "notify/subscriber.h"
#include "store/normal_form.h"
#include "store/sources.h"
#include "store/step.h"
#include "treaty/confirm.h"
#include "treaty/day.h"
#include "treaty/reading.h"

namespace service {

/// What was read of a document, and how many names were known then: with as many now, it would be
/// read the same again.
struct EarlyReading {
  std::variant<treaty::Reading, feeds::ReadFault> read;
  std::size_t known_names = 0;
};

/// One form of the record as it was fetched in one look.
struct FetchedForm {
  treaty::Form form = treaty::Form::html;
  std::string url;
  store::SourceState source;  ///< its state before this look
  feeds::FetchOutcome outcome;
  std::optional<store::Fingerprint> print{};  ///< of the document, when the outcome is one
  std::optional<EarlyReading> early{};        ///< of the document, when it was read before
};

/// What one look at a treaty's record brought: the page, and the XML when it was asked for.
struct Look {
  std::string number;
  treaty::Instant at{};
  treaty::Day today;
  std::vector<FetchedForm> forms;
};

/// What a look comes to, ready to be recorded in one transaction.
struct LookResult {
  store::StoreStep step;
  std::vector<std::string> faults;  ///< sentences; empty when all was well
  bool believed = false;            ///< a document passed its checks, or the page is unchanged
  bool first_import = false;
  std::size_t changes = 0;              ///< accepted
  std::size_t pending = 0;              ///< waiting for confirmation
  std::optional<treaty::Instant> ripe;  ///< when another look may settle the first of these
};

/// What the result of a look depends on beside the look itself.
struct LookContext {
  Desk& desk;
  std::vector<WaitingClaim> waiting;
  treaty::Patience patience;
  std::span<const notify::Subscriber> subscribers;
  WhoWasTold who_was_told;
  std::function<bool(const std::string& event_id)> is_told;  ///< on record, whoever was told
  std::string page_url;                                      ///< the address that readers are given
};

/// Reads, checks, compares, decides and words: everything between the fetch and the database. It
/// changes nothing; an error page, half a page or another treaty's page comes out as a fault of the
/// source and a step that touches no fact.
LookResult work_out(const Look& look, const LookContext& context);

/// True when the page alone does not settle the look, so that the XML should be fetched too: the
/// page failed, or it shows something that is not on record. What it reads to find out stays with
/// the look.
bool needs_second_form(Look& look, Desk& desk, const std::vector<WaitingClaim>& waiting);

}  // namespace service
