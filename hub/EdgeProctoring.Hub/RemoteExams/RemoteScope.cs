using System.Security.Claims;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Whoever deals with a part of the campus alone sees and guides the students of that part: a home is nobody's room.</summary>
internal static class RemoteScope
{
    public static async Task<bool> CoversAsync(Session session, ClaimsPrincipal person, string exam, CancellationToken cancel) =>
        Scope.Of(person) is not { IsWhole: false } scope || (await ScopeStore.FindAsync(session, exam, cancel) is { } known && scope.CoversAll(known));
}
