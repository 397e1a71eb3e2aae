/// HTTP: routes, problems, sign-in and the OpenAPI contract.
@NullMarked
package dev.muster.web;

import org.jspecify.annotations.NullMarked;
