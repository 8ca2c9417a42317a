package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is deployed has the version of the poms, whose next version is that of a release. */
final class DeployedVersionTest {
  private static final Pattern OF_PROJECT = Pattern.compile("<artifactId>xen2kvm-parent</artifactId>\\s*<version>(.+?)(?:-SNAPSHOT)?</version>");

  @ParameterizedTest
  @CsvSource({"ansible/galaxy.yml,version: (.+)", "kubernetes/kustomization.yaml,newTag: (.+)", "kubernetes/Containerfile,-t xen2kvm:(\\S+)"})
  void deployedFilesHaveTheVersionOfTheProject(String file, String place) throws IOException {
    assertThat(found(Pattern.compile(place), "deploy/" + file)).isEqualTo(found(OF_PROJECT, "pom.xml"));
  }

  private static String found(Pattern version, String file) throws IOException {
    Matcher matcher = version.matcher(Files.readString(GoldenCase.ROOT.resolve(file)));
    assertThat(matcher.find()).as("%s has a version", file).isTrue();
    return matcher.group(1);
  }
}
