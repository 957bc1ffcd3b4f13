using System.Security.Claims;

namespace EdgeProctoring.Hub.People;

/// <summary>Who asks: the account's id and the person's name, as they go into the record.</summary>
internal readonly record struct Person(string Id, string Name)
{
    public static Person Of(ClaimsPrincipal principal) =>
        new(principal.FindFirstValue(ClaimTypes.NameIdentifier)!, principal.FindFirstValue(ClaimTypes.Name)!);

    /// <summary>As the audit trail names people.</summary>
    public string Who => $"person:{Id}";
}
