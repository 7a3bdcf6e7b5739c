package io.anabranch.cli.auth;

import io.anabranch.cli.auth.LinkCommand.Other;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import io.anabranch.sdk.api.AuthApi;
import io.anabranch.sdk.model.ACL;
import io.anabranch.sdk.model.GroupCreation;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch auth groups}. */
record GroupCommands(Context context) {

  CommandLine group() {
    return Group.of(
        "groups",
        "Manage groups of users.",
        List.of(
            ListCommand.of(
                context,
                "List groups.",
                ListedKind.GROUPS,
                (prefix, after, amount) -> api().listGroups(prefix, after, amount)),
            IdCommand.of(context, "create", "Create a group.", this::create),
            IdCommand.of(context, "delete", "Delete a group.", this::delete),
            members(),
            policies(),
            permissions()));
  }

  private AuthApi api() {
    return context.server().auth();
  }

  private void create(String id) {
    api().createGroup(new GroupCreation().id(id));
    context.print("Group '" + id + "' created");
  }

  private void delete(String id) {
    api().deleteGroup(id);
    context.print("Group '" + id + "' deleted");
  }

  private CommandLine members() {
    return Group.of(
        "members",
        "Manage who is in a group.",
        List.of(
            ListCommand.ofId(
                context,
                "List the members of a group.",
                ListedKind.USERS,
                (id, prefix, after, amount) -> api().listGroupMembers(id, prefix, after, amount)),
            LinkCommand.of(
                context,
                "add",
                "Add a user to a group.",
                Other.USER,
                (id, user) -> api().addGroupMembership(id, user)),
            LinkCommand.of(
                context,
                "remove",
                "Remove a user from a group.",
                Other.USER,
                (id, user) -> api().deleteGroupMembership(id, user))));
  }

  private CommandLine policies() {
    return Group.of(
        "policies",
        "Manage the policies of a group.",
        List.of(
            ListCommand.ofId(
                context,
                "List the policies of a group.",
                ListedKind.POLICIES,
                (id, prefix, after, amount) -> api().listGroupPolicies(id, prefix, after, amount)),
            LinkCommand.of(
                context,
                "attach",
                "Attach a policy to a group.",
                Other.POLICY,
                (id, policy) -> api().attachPolicyToGroup(id, policy)),
            LinkCommand.of(
                context,
                "detach",
                "Detach a policy from a group.",
                Other.POLICY,
                (id, policy) -> api().detachPolicyFromGroup(id, policy))));
  }

  private CommandLine permissions() {
    return Group.of(
        "acl",
        "Show and set the one permission of a group, in the place of policies.",
        List.of(
            IdCommand.of(
                context,
                "get",
                "Show the permission of a group.",
                id -> context.print(api().getGroupACL(id).getPermission())),
            LinkCommand.of(
                context,
                "set",
                "Set the permission of a group.",
                Other.PERMISSION,
                (id, permission) -> api().setGroupACL(id, new ACL().permission(permission)))));
  }
}
