using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>A partner platform that may hand students over by a signed link. Without a key there is none.</summary>
internal sealed class LaunchOptions
{
    public const string Section = "Launch";

    /// <summary>PEM file of the partner's public key (RSA of 2048 bits or more); absent = no launches.</summary>
    public string? Key { get; init; }

    /// <summary>The partner, as in the link's <c>iss</c>.</summary>
    [StringLength(256)]
    public string Issuer { get; init; } = "";

    /// <summary>This hub, as in the link's <c>aud</c>.</summary>
    [StringLength(256)]
    public string Audience { get; init; } = "edgeproctoring";

    /// <summary>A link that lives longer is refused. Default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")]
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(2);
}
