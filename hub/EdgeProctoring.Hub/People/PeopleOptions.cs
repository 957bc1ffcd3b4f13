using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.People;

/// <summary>How people prove who they are.</summary>
internal sealed class PeopleOptions
{
    public const string Section = "People";

    /// <summary>Roles that sign in with a code of an authenticator app, too. Default: administrator and dean.</summary>
    public IReadOnlyList<string> SecondFactorRoles { get; init; } = [];

    /// <summary>False: nobody needs a code. For trials on one machine alone; default true.</summary>
    public bool SecondFactor { get; init; } = true;

    /// <summary>How often one address may try to sign in, to claim or to set a password in a minute. Default 60.</summary>
    [Range(1, 100_000)]
    public int TriesPerMinute { get; init; } = 60;

    /// <summary>How many browsers or programs one person may be signed in from; the oldest is signed out. Default 5.</summary>
    [Range(1, 100)]
    public int SessionsPerPerson { get; init; } = 5;

    /// <summary>How long after proving it a person may decide without proving it again; default 2 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "10:00:00")]
    public TimeSpan FreshForDecisions { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The same for deleting, exporting and managing people; default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "10:00:00")]
    public TimeSpan FreshForDangers { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a link for a new password can be used; default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan LinkLife { get; init; } = TimeSpan.FromHours(1);

    public bool NeedsSecondFactor(IEnumerable<string> roles) =>
        SecondFactor && roles.Any(role => SecondFactorRoles.Count == 0 ? role is Roles.Administrator or Roles.Dean : SecondFactorRoles.Contains(role));
}
