/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "state.h"

G_BEGIN_DECLS

/* What a browser opens: BASE/facebook/vNN.N/dialog/oauth asks a person; its form is posted to
 * BASE/facebook/dialog/decision with request= (the query of the dialog), person= (id), answer=allow|deny, permission=
 * and page= (each once for every one that is granted), and answered with 302. A test without browser posts that form
 * itself:
 *
 *   request=client_id%3D700100200300400%26redirect_uri%3Dhttp%253A…&person=10150000000000001&answer=allow
 *   &permission=pages_show_list&permission=pages_manage_posts&page=102900000000001
 *
 * BASE/facebook/connect/login_success.html is where an app that is live sends the browser. */
void dialog_handle (Call *call);

G_END_DECLS
