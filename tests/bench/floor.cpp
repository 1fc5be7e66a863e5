// floor smtp|http PORT COUNT CONNECTIONS FILE: what libcurl alone takes to send FILE that often, as
// a mail or as a POST, over that many kept connections: its multi interface with one handle a
// connection, used again and again. Prints the seconds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "lib/curl.h"

namespace {

struct Transfer {
  CURL* easy = nullptr;
  curl_slist* recipient = nullptr;
  curl_slist* headers = nullptr;
  const std::string* body = nullptr;
  std::size_t at = 0;
};

std::size_t read_body(char* out, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::size_t length = std::min(size * count, transfer.body->size() - transfer.at);
  std::memcpy(out, transfer.body->data() + transfer.at, length);
  transfer.at += length;
  return length;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  const bool is_mail = std::string_view{argv[1]} == "smtp";
  const std::string url = std::string{is_mail ? "smtp" : "http"} + "://127.0.0.1:" + argv[2] + '/';
  const int count = std::atoi(argv[3]);
  std::ifstream file{argv[5], std::ios::binary};
  const std::string body{std::istreambuf_iterator<char>{file}, {}};
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM* multi = curl_multi_init();
  std::vector<Transfer> transfers(static_cast<std::size_t>(std::atoi(argv[4])));
  int begun = 0;
  const auto begin = [&](Transfer& transfer) {
    if (begun == count) return;
    const std::string number = std::to_string(begun++);
    transfer.at = 0;
    if (is_mail) {
      curl_slist_free_all(transfer.recipient);
      transfer.recipient = curl_slist_append(nullptr, ("<c" + number + "@ngo.example>").c_str());
      curl_easy_setopt(transfer.easy, CURLOPT_MAIL_RCPT, transfer.recipient);
      curl_easy_setopt(transfer.easy, CURLOPT_URL, url.c_str());
    } else {
      curl_easy_setopt(transfer.easy, CURLOPT_URL, (url + 'c' + number).c_str());
    }
    curl_multi_add_handle(multi, transfer.easy);
  };
  for (Transfer& transfer : transfers) {
    transfer.easy = curl_easy_init();
    transfer.body = &body;
    curl_easy_setopt(transfer.easy, CURLOPT_PRIVATE, &transfer);
    curl_easy_setopt(transfer.easy, CURLOPT_WRITEFUNCTION, drop);
    if (is_mail) {
      curl_easy_setopt(transfer.easy, CURLOPT_MAIL_FROM, "<treatyd@treatyd.example>");
      curl_easy_setopt(transfer.easy, CURLOPT_UPLOAD, 1L);
      curl_easy_setopt(transfer.easy, CURLOPT_READFUNCTION, read_body);
      curl_easy_setopt(transfer.easy, CURLOPT_READDATA, &transfer);
      curl_easy_setopt(transfer.easy, CURLOPT_INFILESIZE_LARGE,
                       static_cast<curl_off_t>(body.size()));
    } else {
      transfer.headers = curl_slist_append(nullptr, "Content-Type: application/json");
      curl_easy_setopt(transfer.easy, CURLOPT_HTTPHEADER, transfer.headers);
      curl_easy_setopt(transfer.easy, CURLOPT_POSTFIELDS, body.data());
      curl_easy_setopt(transfer.easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    }
  }
  const auto start = std::chrono::steady_clock::now();
  for (Transfer& transfer : transfers)
    begin(transfer);
  for (int ended = 0; ended < count;) {
    int running = 0;
    curl_multi_perform(multi, &running);
    int left = 0;
    bool any = false;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
      if (message->data.result != CURLE_OK) {
        std::fprintf(stderr, "floor: %s\n", curl_easy_strerror(message->data.result));
        return 1;
      }
      char* self = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &self);
      curl_multi_remove_handle(multi, message->easy_handle);
      ++ended;
      any = true;
      begin(*reinterpret_cast<Transfer*>(self));
    }
    if (!any && running > 0) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("%.4f\n", took.count());
  return 0;
}
