#include "lib/systemd.h"

#include <ctime>
#include <string>

#include <systemd/sd-daemon.h>

namespace lib {

void notify_systemd_ready() {
  sd_notify(0, "READY=1");
}
void notify_systemd_alive() {
  sd_notify(0, "WATCHDOG=1");
}
void notify_systemd_reloading() {
  // Since version 253 systemd wants to know when it began, to tell one from the next.
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const long long microseconds = now.tv_sec * 1'000'000LL + now.tv_nsec / 1000;
  sd_notify(0, ("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds)).c_str());
}
void notify_systemd_stopping() {
  sd_notify(0, "STOPPING=1");
}

}  // namespace lib
