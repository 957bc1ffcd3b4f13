using System.ComponentModel.DataAnnotations;
using System.Net;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>The port for people.</summary>
internal sealed class WebOptions : IValidatableObject
{
    public const string Section = "Web";

    /// <summary>Address to listen on; default 127.0.0.1.</summary>
    public string Address { get; init; } = "127.0.0.1";

    [Range(1, 65_535, ErrorMessage = "Web:Port must be 1 to 65535.")]
    public int Port { get; init; }

    /// <summary>PEM files of the server's certificate and key; without them HTTP is spoken, which only loopback may.</summary>
    public string? Certificate { get; init; }
    public string? Key { get; init; }

    /// <summary>Where people reach the hub, as it stands in letters: https://exams.university.kz. Default: address and port.</summary>
    public string? PublicAddress { get; init; }

    public string BaseAddress => PublicAddress?.TrimEnd('/') ?? $"{(Certificate is null ? "http" : "https")}://{(Address is "0.0.0.0" or "::" ? "localhost" : Address)}:{Port}";

    /// <summary>Folder with the pages' scripts and styles; default: wwwroot beside the program or in the source tree.</summary>
    public string? Root { get; init; }

    /// <summary>WebSockets open at once, 1 to 100000; default 2000.</summary>
    [Range(1, 100_000)]
    public int OpenSockets { get; init; } = 2_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (!IPAddress.TryParse(Address, out var address))
        {
            yield return new ValidationResult($"Web:Address is '{Address}'; allowed: an IP address such as 127.0.0.1 or 0.0.0.0.");
        }
        else if (Certificate is null && !IPAddress.IsLoopback(address))
        {
            yield return new ValidationResult("Web:Certificate is absent; without TLS the hub listens on loopback only. Give Web:Certificate and Web:Key, or set Web:Address to 127.0.0.1.");
        }
        if (PublicAddress is not null && (!Uri.TryCreate(PublicAddress, UriKind.Absolute, out var publicAddress) || publicAddress.Scheme is not ("http" or "https")))
        {
            yield return new ValidationResult($"Web:PublicAddress is '{PublicAddress}'; allowed: an address such as https://exams.university.kz.");
        }
        if (Certificate is null != Key is null)
        {
            yield return new ValidationResult("Web:Certificate and Web:Key belong together: give both or neither.");
        }
    }
}
