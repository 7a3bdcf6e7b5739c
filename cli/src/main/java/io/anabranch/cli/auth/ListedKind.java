package io.anabranch.cli.auth;

import io.anabranch.cli.command.Listing;
import io.anabranch.cli.console.Times;
import io.anabranch.sdk.model.Credentials;
import io.anabranch.sdk.model.CredentialsList;
import io.anabranch.sdk.model.Group;
import io.anabranch.sdk.model.GroupList;
import io.anabranch.sdk.model.Pagination;
import io.anabranch.sdk.model.Policy;
import io.anabranch.sdk.model.PolicyList;
import io.anabranch.sdk.model.User;
import io.anabranch.sdk.model.UserList;
import java.util.List;
import java.util.function.Function;

/**
 * How things of one kind are listed.
 *
 * @param results what is on a page
 * @param pagination where the next page begins
 */
record ListedKind<T, P>(
    Listing<T> listing, Function<P, List<T>> results, Function<P, Pagination> pagination) {

  static final ListedKind<User, UserList> USERS =
      new ListedKind<>(
          listing("USER", User::getId, User::getCreationDate),
          UserList::getResults,
          UserList::getPagination);

  static final ListedKind<Group, GroupList> GROUPS =
      new ListedKind<>(
          listing("GROUP", Group::getId, Group::getCreationDate),
          GroupList::getResults,
          GroupList::getPagination);

  static final ListedKind<Policy, PolicyList> POLICIES =
      new ListedKind<>(
          listing("POLICY", Policy::getId, Policy::getCreationDate),
          PolicyList::getResults,
          PolicyList::getPagination);

  static final ListedKind<Credentials, CredentialsList> KEYS =
      new ListedKind<>(
          listing("ACCESS KEY", Credentials::getAccessKeyId, Credentials::getCreationDate),
          CredentialsList::getResults,
          CredentialsList::getPagination);

  private static <T> Listing<T> listing(
      String header, Function<T, String> id, Function<T, Long> creationDate) {
    return new Listing<>(
        List.of(header, "CREATION DATE"),
        item -> List.of(id.apply(item), Times.of(creationDate.apply(item))),
        id);
  }
}
