#pragma once

namespace feeds {

/// How much of a document is wanted. Of its head and table alone a sound document is read several
/// times as fast, for what follows is not even looked at; a damaged one is read whole.
enum class Extent { whole, head_and_table };

}  // namespace feeds
