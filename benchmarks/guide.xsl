<?xml version="1.0" encoding="UTF-8"?>
<!-- The peer of the batch benchmark: the steps of SUSE's guide as ten templates of a stylesheet. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:exsl="http://exslt.org/common" extension-element-prefixes="exsl">
  <!-- A folder: each domain goes to a file of its own there, as a conversion needs it. Else all go to standard output. -->
  <xsl:param name="out"/>
  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="$out">
        <exsl:document href="{$out}/{domain/name}.xml"><xsl:apply-templates/></exsl:document>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/domain/@type"><xsl:attribute name="type">kvm</xsl:attribute></xsl:template>
  <xsl:template match="/domain/bootloader|/domain/bootloader_args"/>
  <xsl:template match="/domain/os/type/text()[.='linux']">hvm</xsl:template>
  <xsl:template match="/domain/devices/emulator"/>
  <xsl:template match="/domain/devices/disk/driver/@name"><xsl:attribute name="name">qemu</xsl:attribute></xsl:template>
  <xsl:template match="/domain/devices/disk/target[starts-with(@dev,'xvd')]">
    <target dev="vd{substring(@dev,4)}" bus="virtio"/>
  </xsl:template>
  <xsl:template match="/domain/devices/interface/script|/domain/devices/interface/target"/>
  <xsl:template match="/domain/devices/console|/domain/devices/serial"/>
  <xsl:template match="/domain/devices/input/@bus[.='xen']"><xsl:attribute name="bus">ps2</xsl:attribute></xsl:template>
</xsl:stylesheet>
