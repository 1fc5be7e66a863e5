#pragma once

#include <string_view>

namespace feeds {

/// Where a status page keeps what is read of it. The site's ids end with a name of their own behind
/// "InnerPage_": "…InnerPage_rptEIF_ctl00_tcText".
namespace place {
inline constexpr std::string_view kXmlLink = "ucicons_lnkXml";
inline constexpr std::string_view kTitle = "rptTreaty_ctl00_tcTreaty";
inline constexpr std::string_view kConcluded = "rptTreaty_ctl00_tcText";
inline constexpr std::string_view kEifLabel = "rptEIF_ctl00_tcEifLabel";
inline constexpr std::string_view kEif = "rptEIF_ctl00_tcText";
inline constexpr std::string_view kStatus = "rptStatus_ctl00_tcText";
inline constexpr std::string_view kStamp = "div3";
inline constexpr std::string_view kTableTitle = "rpt_Ptitle_ctl00_tcText";
inline constexpr std::string_view kTable = "tblgrid";  ///< part of the name: there may be several

inline constexpr std::string_view kDeclarationsTitle = "divMainDecTilte";
inline constexpr std::string_view kDeclarations = "dgDec";
inline constexpr std::string_view kUnderArticleTitle = "divMainDecArt";
inline constexpr std::string_view kUnderArticle = "dgDecUnderArticle";
inline constexpr std::string_view kObjectionsTitle = "divMainObjTitle";
inline constexpr std::string_view kObjections = "dgObj";
inline constexpr std::string_view kNotificationsTitle = "divMainNotification";
inline constexpr std::string_view kNotifications = "dgNotifications";
inline constexpr std::string_view kTerritoriesTitle = "divAppTitle";
inline constexpr std::string_view kTerritories = "tblDec";
inline constexpr std::string_view kNotes = "dgNotesAll";
}  // namespace place

/// The site's own name in an id; empty when it has none.
std::string_view place_name(std::string_view id);

/// The page has no id of its own for "Termination" or "Expiration": a labelled line as the others.
bool is_end_of_treaty(std::string_view place_name);

/// A table in which the site draws data; it draws those with borders and its layout without.
bool draws_data(std::string_view table_classes);

enum class Part { none, status, below };
/// The part of the page to which an element with this id belongs, none when it is not read.
Part part_of(std::string_view id);

}  // namespace feeds
