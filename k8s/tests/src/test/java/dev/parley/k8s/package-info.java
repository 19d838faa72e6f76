/** Checks what Parley is deployed with: the rendered Kubernetes manifests, the Compose file, and the settings in both. */
@NullMarked
package dev.parley.k8s;

import org.jspecify.annotations.NullMarked;
