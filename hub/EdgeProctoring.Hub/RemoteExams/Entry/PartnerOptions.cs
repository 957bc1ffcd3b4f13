using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Platforms that send their students here with a signed link (section <c>Partners</c>, a list).</summary>
internal sealed class PartnerOptions
{
    public const string Section = "Partners";

    public List<Partner> All { get; } = [];

    public Partner? Find(string id) => All.FirstOrDefault(partner => partner.Id == id);
}

/// <summary>One such platform.</summary>
internal sealed class Partner
{
    /// <summary>Its name in the link: /launch/ID.</summary>
    [Required, RegularExpression("^[a-z0-9-]{2,40}$")]
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    [Required]
    public required string Name { get; init; }

    /// <summary>What its tokens call the issuer.</summary>
    [Required]
    public required string Issuer { get; init; }

    /// <summary>What its tokens call this hub; default edgeproctoring.</summary>
    [Required]
    public string Audience { get; init; } = "edgeproctoring";

    /// <summary>File of its public keys (JWKS: RS256 of 2048 bits or more, or ES256), from the hub's folder.</summary>
    [Required]
    public required string Keys { get; init; }
}
