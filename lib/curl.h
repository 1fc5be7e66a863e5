#pragma once

// The one place where libcurl is included, for the sources of lib/ that wrap it.
#include <memory>
#include <stdexcept>

#include <curl/curl.h>

namespace lib {

struct CurlDelete {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlEasy = std::unique_ptr<CURL, CurlDelete>;
using CurlUrl = std::unique_ptr<CURLU, CurlDelete>;
using CurlList = std::unique_ptr<curl_slist, CurlDelete>;

/// Sets an option that can only fail when memory or the library is broken.
template <typename Value>
void set_option(const CurlEasy& easy, CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(easy.get(), option, value);
  if (code != CURLE_OK) {
    throw std::runtime_error(std::string{"libcurl refuses an option: "} + curl_easy_strerror(code));
  }
}

/// Appends a line to a list, which libcurl copies.
inline void append(CurlList& list, const char* line) {
  curl_slist* longer = curl_slist_append(list.get(), line);
  if (longer == nullptr) throw std::bad_alloc{};
  (void)list.release();
  list.reset(longer);
}

}  // namespace lib
