#pragma once

#include <string>
#include <vector>

namespace store {

/// A step of the schema, from store/migrations/NNNN_name.sql. Once released it is never edited:
/// later changes are steps of their own.
struct Migration {
  std::string name;  ///< "0001_initial"
  std::string sql;
};

/// All steps, in order; the schema after n of them is version n (PRAGMA user_version).
const std::vector<Migration>& migrations();

}  // namespace store
