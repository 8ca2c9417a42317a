/** Uses the library by the names of its modules. */
module org.example.provisioning {
  requires org.xen2kvm.cli;
  requires org.xen2kvm.converter;
}
