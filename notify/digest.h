#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "notify/meeting.h"
#include "notify/message.h"
#include "treaty/event.h"

namespace notify {

/// A treaty in a newsletter. Without an assessment only what happened is told.
struct DigestTreaty {
  std::string number;
  Context context;
  std::vector<treaty::Event> events;  ///< recorded since the last issue, oldest first
  std::vector<Meeting> meetings;      ///< of this treaty; those that are over are left out
};

/// An issue. Everything recorded after `since` and not after `until` belongs to it, whatever its
/// legal date, so that issues that follow each other lose nothing and print nothing twice.
struct Digest {
  std::string title;                     ///< may be empty
  std::optional<treaty::Instant> since;  ///< the last issue; nullopt for the first one
  treaty::Instant until{};
  bool past = false;  ///< `until` is a day of the past, and the assessments are of that day
  std::vector<DigestTreaty> treaties;
};

enum class DigestFormat { text, markdown, html, json };
/// "text", "md", "html", "json".
std::optional<DigestFormat> digest_format_from_name(std::string_view name);

/// Writes issues, from `DIR/<language>/digest.{txt,md,html}.mustache`: what happened, the state of
/// play, what comes next, corrections to earlier issues. What was told and corrected within one
/// issue is printed once, as it is now; a notice retracted within the issue is not printed at all.
class Digests {
 public:
  /// Throws std::runtime_error that names file and line when a template is missing or faulty.
  Digests(const std::string& directory, const std::string& language);
  ~Digests();
  Digests(Digests&&) noexcept;
  Digests& operator=(Digests&&) noexcept;

  /// The same arguments give the same bytes. HTML is a fragment, to be pasted into a newsletter:
  /// headings from h2 on, no style, no image.
  [[nodiscard]] std::string write(const Digest& digest, DigestFormat format) const;

 private:
  struct Set;
  std::unique_ptr<Set> set_;
};

}  // namespace notify
