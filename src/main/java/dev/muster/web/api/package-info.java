/// The management plane: one class a resource, behind the contract that the server ships.
@NullMarked
package dev.muster.web.api;

import org.jspecify.annotations.NullMarked;
