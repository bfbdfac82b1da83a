/**
 * The program: {@link io.vitrine.Config} joins the settings of the rooms, {@link io.vitrine.Server}
 * builds everything by hand, in order, and closes it. Begin at {@link io.vitrine.Server}.
 */
package io.vitrine;
