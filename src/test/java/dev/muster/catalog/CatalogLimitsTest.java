package dev.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogLimitsTest {

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    CatalogLimits limits = CatalogLimits.DEFAULT;
    assertThat(limits.systems()).isEqualTo(1_000);
    assertThat(limits.environments()).isEqualTo(20);
    assertThat(limits.integrations()).isEqualTo(100);
    assertThat(limits.attributeLimitDefault()).isEqualTo(30);
    assertThat(limits.attributeLimitMax()).isEqualTo(1_000);
    assertThat(limits.segments()).isEqualTo(1_000);
    assertThat(limits.filters()).isEqualTo(1_000);
    assertThat(limits.publicationsKept()).isEqualTo(200);
    assertThat(limits.tokens()).isEqualTo(1_000);
    assertThat(limits.nameLength()).isEqualTo(200);
    assertThat(limits.descriptionLength()).isEqualTo(2_000);
    assertThat(limits.pathLength()).isEqualTo(500);
  }
}
