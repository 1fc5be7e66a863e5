#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "feeds/read_fault.h"

namespace feeds {

/// A page of the collection that lists the treaties of a chapter. Chapter XI has five parts, each
/// with a page of its own; every other chapter has one.
struct CatalogueList {
  unsigned chapter = 0;  ///< 18
  char part = 'A';       ///< chapter XI: A to E

  friend bool operator==(const CatalogueList&, const CatalogueList&) = default;
};

/// The lists of the chapters I to XXIX, in order.
std::vector<CatalogueList> catalogue_lists();

/// Where the depositary publishes a list; `base` as for page_address.
std::string list_address(std::string_view base, const CatalogueList& list);

struct CatalogueEntry {
  std::string number;  ///< "XVIII-16"; always a feeds::TreatyNumber
  std::string title;   ///< as printed, on one line; may carry the place and date of conclusion

  friend bool operator==(const CatalogueEntry&, const CatalogueEntry&) = default;
};

struct CataloguePage {
  std::vector<CatalogueEntry> entries;  ///< never empty, each number once, in the page's order
  std::vector<std::string> unread;      ///< numbers in links that are none, as printed
};

/// Reads a list. Faults: "unreadable", "no-entries" (nothing links to a treaty: an error page, or a
/// shape that we do not know), "other-chapter" (the page lists another chapter than was asked for).
///
/// No recording of such a page backs this reader. It therefore relies on one thing alone, which the
/// pages of treaties show too: a link to a treaty's page, "ViewDetails….aspx?…mtdsg_no=NUMBER…".
/// The longest text of the links to a number is taken for its title.
std::variant<CataloguePage, ReadFault> read_catalogue(std::string_view bytes, unsigned chapter);

}  // namespace feeds
