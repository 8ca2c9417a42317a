package org.xen2kvm.migration.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.migration.XenDefinition;

/** Which shard an input belongs to: by what is in it, in exactly one, and in the same one in every version. */
final class ShardTest {
  private static final String UUID_TEXT = "4dea22b3-1d52-d8f3-2516-782e98ab3fa0";

  private static ShardKey key(String text) {
    ConversionResult result = XenDefinition.convert(text);
    return ShardKey.of(result);
  }

  private static String xml(String inside) {
    return "<domain type='xen'>" + inside + "<os><type>hvm</type></os></domain>";
  }

  @Test
  void eachKeyIsInExactlyOneShardAndShardsAreOfEqualSize() {
    Random random = new Random(7);
    int[] sizes = new int[8];
    for (int i = 0; i < 8_000; i++) {
      ShardKey key = new ShardKey(new UUID(random.nextLong(), random.nextLong()).toString());
      int owners = 0;
      for (int index = 0; index < sizes.length; index++) {
        boolean has = new Shard(index, sizes.length).has(key);
        owners += has ? 1 : 0;
        sizes[index] += has ? 1 : 0;
      }
      assertThat(owners).isOne();
      assertThat(new Shard(0, 1).has(key)).isTrue();
    }
    assertThat(Arrays.stream(sizes).boxed()).allSatisfy(size -> assertThat(size).isBetween(900, 1_100));
  }

  /** {@code printf %s KEY | sha256sum | cut -c-15}: what shards were made of once, they must be made of later. */
  @Test
  void theNumberIsThatOfTheShellsSha256sum() {
    assertThat(new ShardKey(UUID_TEXT).number()).isEqualTo(0x7d586082290dce0L);
    assertThat(new ShardKey("web1").number()).isEqualTo(0x659a7fb2af476faL);
  }

  @Test
  void aDomainGoesByItsUuidHoweverItIsWritten() {
    ShardKey key = new ShardKey(UUID_TEXT);

    assertThat(key(xml("<name>a</name><uuid>" + UUID_TEXT + "</uuid>"))).isEqualTo(key);
    assertThat(key(xml("<name>b</name><uuid> 4DEA22B31D52D8F32516782E98AB3FA0\n</uuid>"))).isEqualTo(key);
    assertThat(key("name = 'web1'\ntype = 'hvm'\nuuid = '" + UUID_TEXT + "'\nmemory = 512\ndisk = ['/srv/a.img,raw,xvda,rw']\n"))
        .isEqualTo(key);
  }

  @Test
  void whatHasNoUuidGoesByNameAndWhatIsNoDomainByItsText() {
    assertThat(key(xml("<name>web1</name>"))).isEqualTo(new ShardKey("web1"));
    assertThat(key("name = 'web1'\ntype = 'hvm'\nmemory = 512\n")).isEqualTo(new ShardKey("web1"));
    assertThat(key("<bad").text()).matches("[0-9a-f]{64}").isNotEqualTo(key("<worse").text());
    assertThat(key(xml("")).text()).matches("[0-9a-f]{64}");
  }

  @Test
  void whatIsNoTextGoesByTheLastPartOfItsPath() {
    assertThat(ShardKey.ofFile("/mnt/exports/web1.qcow2")).isEqualTo(ShardKey.ofFile("exports/web1.qcow2"))
        .isEqualTo(new ShardKey("web1.qcow2"));
    assertThat(ShardKey.ofFile("exports/")).isEqualTo(new ShardKey("exports"));
    assertThat(ShardKey.ofFile("/")).isEqualTo(new ShardKey("/"));
    assertThat(ShardKey.ofFile("<stdin>")).isEqualTo(new ShardKey("<stdin>"));
  }

  @Test
  void aShardHasFilesOfItsOwn() {
    Shard shard = new Shard(0, 4);

    assertThat(shard.fileName("reports/report.json")).isEqualTo("reports/report.0-of-4.json");
    assertThat(shard.fileName("a.b/report")).isEqualTo("a.b/report.0-of-4");
    assertThat(shard.fileName(".hidden")).isEqualTo(".hidden.0-of-4");
  }
}
