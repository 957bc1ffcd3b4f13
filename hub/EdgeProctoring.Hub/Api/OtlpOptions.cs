using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.Api;

/// <summary>Where metrics are sent (OTLP, protobuf over HTTP), beside what /metrics shows.</summary>
internal sealed class OtlpOptions : IValidatableObject
{
    public const string Section = "Otlp";

    /// <summary>The collector's address with its path, such as http://collector:4318/v1/metrics; absent = nothing is sent.</summary>
    public string? Address { get; init; }

    /// <summary>How often; default every 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address is not null && (!Uri.TryCreate(Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
        {
            yield return new ValidationResult($"Otlp:Address is '{Address}'; allowed: an address such as http://collector:4318/v1/metrics.");
        }
    }
}
