# Copyright The xen2kvm project. SPDX-License-Identifier: Apache-2.0
"""xen2kvm on this host: argument vectors in, exit statuses and JSON out. Nothing passes a shell."""

from __future__ import absolute_import, division, print_function

import atexit
import hashlib
import json
import os
import shutil
import tempfile

__metaclass__ = type

# The largest plan that the tool reads, and what is kept of its messages.
LARGEST_PLAN = 64 << 20
LONGEST_MESSAGE = 8000

# What exit statuses mean: a word for programs, and words for people.
OUTCOMES = {
    1: ('failed', 'failed'),
    3: ('refused', 'refused, nothing was changed'),
    4: ('incomplete', 'some were refused or failed'),
    5: ('stale', 'the plan is stale, nothing was changed: plan again, and review that'),
    64: ('usage', 'xen2kvm does not know these arguments; is it another version than this collection?'),
    65: ('usage', 'an input is not a domain'),
}

# Migrations whose plan is carried out, or was.
STANDING = ('applied', 'committing', 'committed')


def arguments_of_all():
    """The options that each module has."""
    return dict(
        executable=dict(type='path', default='xen2kvm'),
        state_dir=dict(type='path'),
    )


class Plan(object):
    """A plan as it was read once: its bytes, their digest, and the few things in it that matter here."""

    def __init__(self, content):
        self.content = content
        self.sha256 = hashlib.sha256(content).hexdigest()
        try:
            plan = json.loads(content.decode('utf-8'))['plan']
            self.name = plan['name']
            self.source = plan['label']
        except (ValueError, KeyError, TypeError):
            raise ValueError('This is no plan of xen2kvm')

    @classmethod
    def read(cls, path):
        """Reads a file. Raises ValueError when it holds no plan, EnvironmentError when it cannot be read."""
        with open(path, 'rb') as plan:
            content = plan.read(LARGEST_PLAN + 1)
        if len(content) > LARGEST_PLAN:
            raise ValueError('It is larger than %d bytes' % LARGEST_PLAN)
        return cls(content)


class Tool(object):
    """The installed xen2kvm, asked in the name of a module."""

    def __init__(self, module):
        self.module = module
        self.executable = module.get_bin_path(module.params['executable'], required=True)
        self.state = ['--state-dir', module.params['state_dir']] if module.params['state_dir'] else []

    def run(self, *arguments):
        """Runs it; returns exit status, standard output and standard error."""
        # By itself Ansible puts variables into arguments: web$USER would be another guest.
        return self.module.run_command(
            [self.executable] + list(arguments), handle_exceptions=False, expand_user_and_vars=False)

    def migrations(self):
        """The migrations of this host by the guests' names, as status tells them."""
        status, out, err = self.run('status', '--format', 'json', *self.state)
        # 4: a journal is damaged, and the others are told.
        if status not in (0, 4):
            self.fail(status, err)
        try:
            return dict((each['name'], each) for each in json.loads(out)), err if status == 4 else ''
        except (ValueError, KeyError, TypeError):
            self.module.fail_json(msg='xen2kvm status has not answered with JSON', stderr=shortened(err))

    def shown(self, path):
        """What the tool shows of a plan, passwords masked; empty when it shows nothing."""
        status, out, err = self.run('show', path)
        return out if status == 0 else ''

    def fail(self, status, err, subject='', **result):
        """Ends the module: what the exit status means, then what the tool said."""
        outcome, words = OUTCOMES.get(status, ('failed', 'xen2kvm ended with exit status %s' % status))
        said = shortened(err)
        self.module.fail_json(
            msg='%s%s%s' % (subject + ': ' if subject else '', words, '\n' + said if said else ''),
            rc=status, outcome=outcome, **result)

    def private_folder(self):
        """A folder for this user alone, removed when the module ends."""
        folder = tempfile.mkdtemp(prefix='xen2kvm.', dir=self.module.tmpdir)
        # Also when the connection is gone, and Ansible's own clean-up over it: it holds plans.
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder


def write_private(path, content):
    """Writes a new file that only its owner may read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), 'wb') as out:
        out.write(content)


def replace_private(path, content):
    """Puts a file that only its owner may read where another may be: at any moment the old one or the new one is there, whole."""
    opened, beside = tempfile.mkstemp(prefix='.xen2kvm.', dir=os.path.dirname(path))
    try:
        with os.fdopen(opened, 'wb') as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.rename(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def shortened(text):
    """A text of bounded length: what a tool says last tells most."""
    text = text.strip()
    return text if len(text) <= LONGEST_MESSAGE else u'\u2026' + text[-LONGEST_MESSAGE:]
