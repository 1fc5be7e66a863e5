#pragma once

namespace lib {

/// What systemd is told (sd_notify(3)); nothing happens when it did not start us.
void notify_systemd_ready();
void notify_systemd_alive();      ///< feeds the watchdog: call it when work got done
void notify_systemd_reloading();  ///< ready() ends it
void notify_systemd_stopping();

}  // namespace lib
