/**
 * Films in fragments (CMAF, ISO/IEC 23000-19): one set of bytes that HLS and DASH send as segments,
 * and that is laid out anew, without a copy, as a progressive MP4. Begin at {@link
 * io.vitrine.media.cmaf.CmafRungs}, which takes what was encoded, and at {@link
 * io.vitrine.media.cmaf.ProgressiveLayout}. Starts no program and knows no URL.
 */
package io.vitrine.media.cmaf;
