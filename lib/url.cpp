#include "lib/url.h"

#include <algorithm>
#include <new>

#include "lib/curl.h"
#include "lib/ip_address.h"

namespace lib {
namespace {

std::string part_of(const CurlUrl& url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK) return {};
  std::string copy{text};
  curl_free(text);
  return copy;
}

std::optional<Url> taken_apart(const CurlUrl& url) {
  if (!part_of(url, CURLUPART_USER).empty() || !part_of(url, CURLUPART_PASSWORD).empty()) {
    return std::nullopt;
  }
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  Url result{part_of(url, CURLUPART_SCHEME), part_of(url, CURLUPART_HOST),
             part_of(url, CURLUPART_PORT, CURLU_DEFAULT_PORT), part_of(url, CURLUPART_URL)};
  if (result.scheme != "http" && result.scheme != "https") return std::nullopt;
  if (result.host.starts_with('[')) result.host = result.host.substr(1, result.host.size() - 2);
  std::transform(result.host.begin(), result.host.end(), result.host.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (result.host.empty() || result.text.empty()) return std::nullopt;
  return result;
}

/// Percent-decoding; nullopt for control characters.
std::optional<std::string> decoded(std::string_view text) {
  int length = 0;
  // With a length of 0 libcurl measures the text itself.
  if (text.empty()) return std::string{};
  char* plain = curl_easy_unescape(nullptr, text.data(), static_cast<int>(text.size()), &length);
  if (plain == nullptr) return std::nullopt;
  std::string copy(plain, static_cast<std::size_t>(length));
  curl_free(plain);
  const bool control = std::any_of(copy.begin(), copy.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (control) return std::nullopt;
  return copy;
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  if (text.empty()) return {};
  char* encoded = curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size()));
  if (encoded == nullptr) throw std::bad_alloc{};
  std::string copy{encoded};
  curl_free(encoded);
  return copy;
}

std::optional<Url> parse_url(const std::string& text) {
  const CurlUrl url{curl_url()};
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return std::nullopt;
  return taken_apart(url);
}

std::optional<Url> resolve_url(const std::string& base, const std::string& reference) {
  const CurlUrl url{curl_url()};
  if (curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK) return std::nullopt;
  // Spaces are allowed: servers send them unescaped in a Location.
  if (curl_url_set(url.get(), CURLUPART_URL, reference.c_str(),
                   CURLU_URLENCODE | CURLU_ALLOW_SPACE) != CURLUE_OK) {
    return std::nullopt;
  }
  return taken_apart(url);
}

bool is_loopback_host(std::string_view host) {
  if (host == "localhost") return true;
  const auto address = IpAddress::parse(host);
  return address && address->is_loopback();
}

std::optional<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/')) return std::nullopt;
  const std::size_t mark = target.find('?');
  const auto path = decoded(target.substr(0, mark));
  if (!path) return std::nullopt;
  Target result{*path, {}};
  if (mark == std::string_view::npos) return result;
  std::string query{target.substr(mark + 1)};
  std::replace(query.begin(), query.end(), '+', ' ');
  std::string_view rest = query;
  while (!rest.empty()) {
    const std::string_view field = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), field.size() + 1));
    if (field.empty()) continue;
    const std::size_t equals = field.find('=');
    const auto name = decoded(field.substr(0, equals));
    const auto value =
        equals == std::string_view::npos ? std::string{} : decoded(field.substr(equals + 1));
    if (!name || !value) return std::nullopt;
    result.query.emplace_back(*name, *value);
  }
  return result;
}

}  // namespace lib
