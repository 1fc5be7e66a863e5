#pragma once

// The one place where toml++ is included; its compiled library is linked.
#define TOML_HEADER_ONLY 0
#include <toml++/toml.h>
