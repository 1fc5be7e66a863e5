#pragma once

// The one place where OpenSSL is included, for the wrappers in lib/ alone.
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
