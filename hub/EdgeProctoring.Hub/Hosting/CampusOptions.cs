using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>Whose hub this is.</summary>
internal sealed class CampusOptions
{
    public const string Section = "Campus";

    /// <summary>The campus in topics and ids: 1 to 48 small letters, digits, hyphens.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,48}$", ErrorMessage = "Campus:Name must be 1 to 48 small letters, digits or hyphens.")]
    public string Name { get; init; } = "";

    /// <summary>The campus as people read it; default: the name.</summary>
    public string? Title { get; init; }
}
