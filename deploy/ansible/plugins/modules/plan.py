#!/usr/bin/python
# Copyright The xen2kvm project. SPDX-License-Identifier: Apache-2.0
"""Plans guests on the host that has their disks."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: plan
short_description: Plans the migration of Xen guests whose disks are on this host
version_added: 0.1.0
author: The xen2kvm project (@xen2kvm)
description:
  - Runs C(xen2kvm plan), which opens disks read-only and changes nothing, and writes a plan for each guest and a page for whoever
    approves them.
  - A plan that comes out the same is left as it is. So is the plan of a guest that has been migrated by it.
requirements:
  - xen2kvm on the KVM host
options:
  sources:
    description:
      - Definitions on the KVM host, libvirt's or xl's; patterns such as C(/srv/exports/*.xml) as well.
    type: list
    elements: str
    required: true
  dest:
    description:
      - The folder for C(NAME.plan.json) and C(report.html) on the KVM host. It has to be there. What is in it is the plans that were made
        before.
    type: path
    required: true
  arguments:
    description:
      - Further arguments of C(xen2kvm plan), such as C(--policy), C(--work-dir) and C(--no-start).
    type: list
    elements: str
    default: []
  executable:
    description:
      - The command.
    type: path
    default: xen2kvm
  state_dir:
    description:
      - Where migrations are written down.
    type: path
attributes:
  check_mode:
    description: Plans as well, and writes nothing into C(dest).
    support: full
  diff_mode:
    description: Shows what C(xen2kvm show) shows of the plan before and of the new one, passwords masked.
    support: full
seealso:
  - module: xen2kvm.xen2kvm.guest
'''

EXAMPLES = r'''
- name: Plan all guests whose definitions are here
  xen2kvm.xen2kvm.plan:
    sources: [/srv/exports/*.xml]
    dest: /root/plans
    arguments: [--policy, /srv/exports/policy.yaml, --work-dir, /srv/kvm]
'''

RETURN = r'''
guests:
  description: What became of each source.
  type: list
  elements: dict
  returned: when xen2kvm has run
  contains:
    source:
      description: The definition.
      type: str
    name:
      description: The guest's name.
      type: str
    plan:
      description: The plan's file name in C(dest).
      type: str
    plan_sha256:
      description: The SHA-256 of the plan.
      type: str
    state:
      description: C(planned), or how far its migration is in the words of C(xen2kvm status), if it has been begun with that plan.
      type: str
    changed:
      description: Whether the plan is new, or another than before.
      type: bool
    outcome:
      description: C(done), or what went wrong.
      type: str
      choices: [done, failed, refused]
    message:
      description: What was said of it.
      type: str
files:
  description: The plans and the page in C(dest).
  type: list
  elements: str
  returned: when xen2kvm has run
outcome:
  description: What went wrong, as a word.
  type: str
  returned: on failure
  choices: [failed, refused, incomplete, usage]
rc:
  description: The exit status of xen2kvm.
  type: int
  returned: when xen2kvm has failed
'''

import glob
import json
import os

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.text.converters import to_native
from ansible_collections.xen2kvm.xen2kvm.plugins.module_utils.tool import (
    OUTCOMES, STANDING, Plan, Tool, arguments_of_all, replace_private, shortened, write_private)

SUFFIX = '.plan.json'
PAGE = 'report.html'


def definitions(module):
    """The files that the sources name."""
    found = []
    for source in module.params['sources']:
        matching = sorted(glob.glob(source)) if glob.has_magic(source) and not os.path.exists(source) else [source]
        found.extend(path for path in map(os.path.abspath, matching) if path not in found)
    return found


def plans_in(folder):
    """The plans in a folder by their file names; what is none is passed over."""
    plans = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(SUFFIX):
            try:
                plans[name] = Plan.read(os.path.join(folder, name))
            except (ValueError, EnvironmentError):
                pass
    return plans


def ended(events):
    """What the events tell of each source when work on it ended."""
    told = {}
    with open(events, 'rb') as lines:
        for line in lines:
            try:
                event = json.loads(line.decode('utf-8'))
            except ValueError:
                continue
            if event.get('event') == 'guest-ended':
                told[event['input']] = event
    return told


def word(status):
    """The outcome's word of an exit status."""
    return 'done' if status in (0, 2) else OUTCOMES.get(status, ('failed',))[0]


class Planning(object):
    """One run of the module."""

    def __init__(self, module):
        self.module = module
        self.tool = Tool(module)
        self.dest = module.params['dest']
        self.guests = []
        self.diffs = []
        self.changed = False

    def run(self):
        """Plans, and ends the module."""
        sources = definitions(self.module)
        if not sources:
            self.module.exit_json(changed=False, guests=[], files=[], msg='No definition is there')
        try:
            before = plans_in(self.dest)
        except EnvironmentError as e:
            self.module.fail_json(msg='%s: %s' % (self.dest, to_native(e)), outcome='failed')
        sources = self.without_migrated(sources, before)
        status, err = 0, ''
        if sources:
            folder = self.tool.private_folder()
            made, events = os.path.join(folder, 'plans'), os.path.join(folder, 'events')
            # The page tells of all plans that will lie there, also of those that nobody makes anew.
            os.mkdir(made, 0o700)
            for file, plan in before.items():
                if plan.source not in sources:
                    write_private(os.path.join(made, file), plan.content)
            status, out, err = self.tool.run(
                'plan', *(sources + ['-q', '-o', made, '--events', events] + self.module.params['arguments']))
            if not os.path.exists(events):
                self.tool.fail(status, err or out)
            self.take(sources, made, ended(events), before)
        files = [name for name in sorted(os.listdir(self.dest)) if name.endswith(SUFFIX) or name == PAGE]
        result = dict(guests=self.guests, files=files, changed=self.changed, diff=self.diffs)
        if status not in (0, 2):
            self.tool.fail(status, err, **result)
        self.module.exit_json(**result)

    def without_migrated(self, sources, before):
        """The sources but those whose plan is carried out: planned anew, it would only find the guest migrated."""
        migrations = self.tool.migrations()[0]
        for file, plan in before.items():
            migration = migrations.get(plan.name)
            if (migration and migration['state'] in STANDING and migration.get('planSha256') == plan.sha256
                    and plan.source in sources):
                sources = [source for source in sources if source != plan.source]
                self.guests.append(dict(
                    source=plan.source, name=plan.name, plan=file, plan_sha256=plan.sha256, state=migration['state'],
                    changed=False, outcome='done', message=''))
        return sources

    def take(self, sources, made, told, before):
        """Puts the plans that are new in the place of those before."""
        plans = plans_in(made)
        by_source = dict((plan.source, file) for file, plan in plans.items())
        for source in sources:
            event = told.get(source, {})
            guest = dict(source=source, changed=False, outcome=word(event.get('exit', 1)),
                         message=shortened('\n'.join(event.get('messages', []))))
            file = by_source.get(source)
            if file:
                plan = plans[file]
                changed = file not in before or before[file].sha256 != plan.sha256
                guest.update(name=plan.name, plan=file, plan_sha256=plan.sha256, state='planned', changed=changed)
                if changed:
                    self.replace(made, file, plan, before)
            self.guests.append(guest)
        page = os.path.join(made, PAGE)
        if not self.module.check_mode and os.path.exists(page):
            if self.changed or not os.path.exists(os.path.join(self.dest, PAGE)):
                self.module.atomic_move(page, os.path.join(self.dest, PAGE))

    def replace(self, made, file, plan, before):
        self.changed = True
        new, old = os.path.join(made, file), os.path.join(self.dest, file)
        if self.module._diff:
            self.diffs.append(dict(
                before_header=file, after_header=file,
                before=self.tool.shown(old) if file in before else '', after=self.tool.shown(new)))
        if not self.module.check_mode:
            # Not Ansible's atomic_move, which gives it the mode of a file that happens to be there.
            replace_private(old, plan.content)


def main():
    """Runs the module."""
    module = AnsibleModule(
        argument_spec=dict(
            arguments_of_all(),
            sources=dict(type='list', elements='str', required=True),
            dest=dict(type='path', required=True),
            arguments=dict(type='list', elements='str', default=[]),
        ),
        supports_check_mode=True,
    )
    Planning(module).run()


if __name__ == '__main__':
    main()
