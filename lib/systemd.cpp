#include "lib/systemd.h"

#include <systemd/sd-daemon.h>

namespace lib {

void notify_systemd_ready() {
  sd_notify(0, "READY=1");
}
void notify_systemd_alive() {
  sd_notify(0, "WATCHDOG=1");
}
void notify_systemd_stopping() {
  sd_notify(0, "STOPPING=1");
}

}  // namespace lib
