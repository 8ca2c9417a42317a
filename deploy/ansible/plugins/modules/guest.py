#!/usr/bin/python
# Copyright The xen2kvm project. SPDX-License-Identifier: Apache-2.0
"""Takes one guest through its migration."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: guest
short_description: Takes a Xen guest to KVM by a reviewed plan, keeps it there, or takes it back
version_added: 0.1.0
author: The xen2kvm project (@xen2kvm)
description:
  - Carries out a plan that C(xen2kvm plan) has made on this host, exactly, or ends the migration that was begun with it.
  - The migration that a plan belongs to is known by the SHA-256 of the plan. A second run changes nothing.
  - A failing C(applied) leaves nothing behind. The source disks are written by C(committed) alone.
requirements:
  - xen2kvm on the KVM host
options:
  plan:
    description:
      - The plan, a file on the KVM host. It is read once, and these bytes are what is applied.
    type: path
    required: true
  checksum:
    description:
      - The SHA-256 of the plan that was reviewed, in hexadecimal. Another plan is refused.
    type: str
  state:
    description:
      - C(applied) fixes the guest in overlays, defines its domain, starts it and waits until the guest is up, as far as the plan
        says so. A guest that is committed is applied as well.
      - C(committed) writes the overlays into the disks. The domain has to be shut off. There is no way back after it.
      - C(rolled_back) brings back the state before C(applied). What the guest has written on KVM is lost. A guest that was never
        applied is rolled back as well.
    type: str
    choices: [applied, committed, rolled_back]
    default: applied
  keep_overlays:
    description:
      - With C(committed), ends the migration with the overlays staying on the disks.
    type: bool
    default: false
  arguments:
    description:
      - Further arguments of C(xen2kvm apply) that open the guest's disks, such as C(--key-file).
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
      - Where migrations are written down. All tasks of a migration need the same.
    type: path
attributes:
  check_mode:
    description: Says whether it would change something. What would be refused, a stale plan for one, fails.
    support: full
  diff_mode:
    description: Shows for C(applied) what C(xen2kvm show) shows of the plan, passwords masked; else the states.
    support: full
notes:
  - What a check cannot see is a failure in the middle, such as a guest that does not come up.
  - An apply may take as long as the guest takes to boot. Keep ssh connections alive with C(ServerAliveInterval).
seealso:
  - module: xen2kvm.xen2kvm.plan
'''

EXAMPLES = r'''
- name: Apply exactly what was reviewed
  xen2kvm.xen2kvm.guest:
    plan: /root/plans/web1.plan.json
    checksum: 4d8b0f6bd3f02b01c5d8d4a3bd5ff0f4a2a0a0a4f1a92b0d8d9c2b8e1a6f4c11

- name: Keep it
  xen2kvm.xen2kvm.guest:
    plan: /root/plans/web1.plan.json
    state: committed

- name: Take it back
  xen2kvm.xen2kvm.guest:
    plan: /root/plans/web1.plan.json
    state: rolled_back
'''

RETURN = r'''
name:
  description: The guest's name.
  type: str
  returned: when the plan could be read
  sample: web1
plan_sha256:
  description: The SHA-256 of the plan.
  type: str
  returned: when the plan could be read
wanted:
  description: The state that was asked for.
  type: str
  returned: always
state:
  description: How far the migration is, in the words of C(xen2kvm status); C(none) before the first.
  type: str
  returned: when the plan could be read
  sample: applied
uri:
  description: libvirt's URI of the host that has the domain.
  type: str
  returned: when there is a migration and its domain was to be defined
uuid:
  description: The domain's UUID there.
  type: str
  returned: when libvirt has told it
proof:
  description: How the guest was seen to be up.
  type: str
  returned: when somebody waited for it
journal:
  description: The folder with the migration's journal and logs.
  type: str
  returned: when there is a migration
outcome:
  description: What went wrong, as a word.
  type: str
  returned: on failure
  sample: stale
  choices: [failed, refused, incomplete, stale, usage, other-plan, checksum]
rc:
  description: The exit status of xen2kvm.
  type: int
  returned: when xen2kvm has failed
'''

import os

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.text.converters import to_native
from ansible_collections.xen2kvm.xen2kvm.plugins.module_utils.tool import (
    Plan, Tool, arguments_of_all, write_private)

# What makes less of a plan makes another plan of it, whose migration this one would not be known by.
NARROWING = ('--no-start', '--paused', '--no-define')

COMMANDS = dict(applied='apply', committed='commit', rolled_back='rollback')

# The states of a migration, as status tells them, in which nothing is left to do.
DONE = dict(
    applied=('applied', 'committed'),
    committed=('committed',),
    rolled_back=('none', 'rolled back', 'undone'),
)


def told(migration, plan, wanted):
    """What is returned of a migration."""
    result = dict(name=plan.name, plan_sha256=plan.sha256, wanted=wanted, state=migration['state'] if migration else 'none')
    for key in ('uri', 'uuid', 'proof', 'journal'):
        if migration and migration.get(key) is not None:
            result[key] = migration[key]
    return result


def read_plan(module):
    """The plan, if it is the one that was reviewed."""
    path = module.params['plan']
    try:
        plan = Plan.read(path)
    except (ValueError, EnvironmentError) as e:
        module.fail_json(msg='%s: %s' % (path, to_native(e)), outcome='refused', wanted=module.params['state'])
    expected = module.params['checksum']
    if expected is not None and expected.lower() != plan.sha256:
        module.fail_json(
            msg='%s is not the plan that was reviewed: its SHA-256 is %s, and %s was expected' % (
                os.path.basename(path), plan.sha256, expected),
            outcome='checksum', name=plan.name, plan_sha256=plan.sha256, wanted=module.params['state'])
    return plan


def migration_of(tool, plan, wanted):
    """The guest's migration, None before the first. Ends the module when it stands and is of another plan."""
    migrations, damage = tool.migrations()
    migration = migrations.get(plan.name)
    if migration is None and damage:
        tool.fail(3, damage, plan.name, name=plan.name, wanted=wanted)
    if migration and 'planSha256' not in migration:
        tool.fail(64, 'its status does not tell of which plan a migration is', plan.name, wanted=wanted)
    digest = migration['planSha256'] if migration else None
    if digest in (None, plan.sha256) or migration['state'] in ('undone', 'rolled back'):
        return migration
    if wanted == 'applied' and migration['state'] == 'committed':
        # It has ended, and a new one may begin.
        return None
    tool.module.fail_json(
        msg='%s is %s by another plan, %s' % (plan.name, migration['state'], digest),
        outcome='other-plan', **told(migration, plan, wanted))


def main():
    """Runs the module."""
    module = AnsibleModule(
        argument_spec=dict(
            arguments_of_all(),
            plan=dict(type='path', required=True),
            checksum=dict(type='str'),
            state=dict(type='str', choices=['applied', 'committed', 'rolled_back'], default='applied'),
            keep_overlays=dict(type='bool', default=False),
            arguments=dict(type='list', elements='str', default=[]),
        ),
        supports_check_mode=True,
    )
    wanted = module.params['state']
    for argument in module.params['arguments']:
        if argument in NARROWING:
            module.fail_json(msg='%s: the plan has decided that; plan with it' % argument, outcome='usage', wanted=wanted)
    plan = read_plan(module)
    tool = Tool(module)
    migration = migration_of(tool, plan, wanted)
    result = told(migration, plan, wanted)
    if result['state'] in DONE[wanted]:
        module.exit_json(changed=False, **result)

    # The file that the tool reads is this module's own: nobody changes it after the look at its digest.
    copy = os.path.join(tool.private_folder(), 'plan.json')
    write_private(copy, plan.content)
    arguments = [COMMANDS[wanted]] + tool.state
    if wanted == 'applied':
        arguments += module.params['arguments']
    if wanted == 'committed' and module.params['keep_overlays']:
        arguments.append('--keep-overlays')
    if module.check_mode:
        arguments.append('--dry-run')
    # A name may look like an option.
    arguments += ['--', copy if wanted == 'applied' else plan.name]
    diff = {}
    if module._diff:
        after = dict(before=result['state'] + '\n', after=wanted.replace('_', ' ') + '\n')
        diff['diff'] = dict(prepared=tool.shown(copy)) if wanted == 'applied' else after

    status, out, err = tool.run(*arguments)
    if not module.check_mode:
        result = told(tool.migrations()[0].get(plan.name), plan, wanted)
    # The copy's name would tell nobody anything.
    err = err.replace(copy, plan.name)
    if status != 0:
        tool.fail(status, err, plan.name, **dict(result, **diff))
    module.exit_json(changed=True, stdout=out, stderr=err, **dict(result, **diff))


if __name__ == '__main__':
    main()
