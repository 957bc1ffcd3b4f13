namespace EdgeProctoring.Hub.Dashboard;

/// <summary>What every page of a signed-in person carries: words, the way to other pages, the campus's clock.</summary>
public sealed record Shell(Texts Texts, string Token, string Campus, string Person, string Path, IReadOnlyList<NavLink> Links, IReadOnlyList<NavLink> Languages, Clock Clock)
{
    /// <summary>The page's scripts are built.</summary>
    public bool HasScripts { get; init; }
}

/// <summary>A way to another page; <see cref="Key"/> names its words.</summary>
public sealed record NavLink(string Path, string Key, bool IsHere);
