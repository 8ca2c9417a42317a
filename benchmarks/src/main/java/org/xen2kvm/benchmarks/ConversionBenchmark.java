package org.xen2kvm.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.DomainGenerator;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;

/** Time for one definition, in µs: reading it alone, and the whole conversion. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConversionBenchmark {
  private static final int DOMAINS = 500;

  private final String[] sources = new String[DOMAINS];
  private final Policy policy = Policy.defaults();
  private final HostProfile host = HostProfile.generic();
  private final GuestFacts guest = GuestFacts.unknown();

  @Setup
  public void generate() {
    for (int i = 0; i < DOMAINS; i++) {
      sources[i] = DomainGenerator.domain(i);
    }
  }

  @Benchmark
  @OperationsPerInvocation(DOMAINS)
  public void parse(Blackhole hole) throws DomainSyntaxException {
    for (String source : sources) {
      hole.consume(DomainParser.parse(source));
    }
  }

  @Benchmark
  @OperationsPerInvocation(DOMAINS)
  public void convert(Blackhole hole) {
    for (String source : sources) {
      hole.consume(DomainConverter.convert(source, policy, host, guest));
    }
  }
}
