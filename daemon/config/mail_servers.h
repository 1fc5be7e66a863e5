#pragma once

#include "daemon/config/strict_table.h"
#include "daemon/settings.h"

namespace service {

/// The [mail] table: the usual submission server, with what holds for all mail, and further ones in
/// [mail.servers.NAME], each with the keys of the usual one. What such a one does not say about
/// `from` is that of [mail].
MailSettings read_mail(StrictTable table);

}  // namespace service
