#pragma once

#include <optional>
#include <string>
#include <vector>

#include "treaty/act.h"
#include "treaty/day.h"
#include "treaty/participant.h"

namespace treaty {

/// Something in a document that did not fit, told and never dropped.
struct Problem {
  std::string code;   ///< stable, hyphenated: "no-table", "checksum", "unknown-name", …
  std::string where;  ///< the place: "participants, row 12 (France), column 2"
  std::string text;   ///< a sentence: what is wrong and what it was taken for

  friend bool operator==(const Problem&, const Problem&) = default;
};

enum class Form { html, xml };

/// The depositary's own words on entry into force. `date` is the definitive date and is set only
/// when the text begins with it (or with "provisionally on … and definitively on …") and the treaty
/// was not superseded before it entered into force.
struct EntryIntoForceText {
  std::string text;
  std::optional<Day> date;
  std::optional<Day> provisional;
  std::optional<std::string> ended;  ///< ISO date where the record states one, else its words
};

/// The totals that the page prints; they leave bracketed rows out and count the EU in.
struct Totals {
  std::optional<int> signatories;
  std::optional<int> parties;
  friend bool operator==(const Totals&, const Totals&) = default;
};

struct ReadParticipant {
  std::string name;                 ///< the depositary's form, without footnote marks
  std::optional<ParticipantId> id;  ///< nullopt: a name that nobody has told us
  std::vector<std::string> marks;   ///< footnote marks, in order
  std::vector<Act> acts;            ///< by column
};

/// A binding act of a predecessor State, which lives only in a footnote.
struct Predecessor {
  std::string name;
  std::optional<ParticipantId> id;
  std::vector<Act> acts;
  std::string sentence;  ///< the words it was read from
};

struct Footnote {
  std::string mark;
  std::string text;
  std::vector<std::string> notifications;  ///< C.N. references: "C.N.63.2016.TREATIES-XXVII.7.d"
};

/// Text that a participant attached to an act, or made about another's.
struct Declaration {
  std::string section;  ///< "declaration", "objection", "notification", "territorial-application"
  std::string participant;
  std::optional<ParticipantId> id;
  std::string heading;  ///< "Reservation:", "Upon signature:"; may be empty
  std::string text;
  std::vector<std::string> articles;  ///< as mentioned: "35(2)"
};

/// A table that yields no acts (special, League of Nations, in a note), kept as text.
struct Annex {
  std::string title;
  std::string text;
};

/// What one fetched document says. Nothing in it is compared, counted by a rule or believed yet.
struct Reading {
  Form form = Form::html;
  std::string number;  ///< "XVIII-16", "XXVII-7-d"; empty when not found
  std::string title;
  std::string concluded;             ///< "New York, 24 December 2024"
  std::optional<std::string> as_at;  ///< the site's stamp, "2026-02-03T10:16:18"; null in XML
  EntryIntoForceText entry_into_force;
  Totals published;
  Totals counted;  ///< the same by our own count; null without a participant table
  std::vector<std::string> headings;  ///< the participant table's, the name column's first
  std::vector<ReadParticipant> participants;
  std::vector<Predecessor> predecessors;
  std::vector<Footnote> footnotes;
  std::vector<Declaration> declarations;
  std::vector<Annex> annexes;
  int repairs = 0;  ///< damaged characters mended by the table of known damage
  std::vector<Problem> problems;
  std::optional<std::string> xml_link;  ///< the XML form that an HTML page links, as printed
};

}  // namespace treaty
