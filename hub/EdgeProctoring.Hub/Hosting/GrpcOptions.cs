using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>The port for nodes: gRPC over TLS, with a client certificate of the campus's own authority.</summary>
internal sealed class GrpcOptions
{
    public const string Section = "Grpc";

    /// <summary>Address to listen on; default 127.0.0.1.</summary>
    [RegularExpression(@"^[0-9A-Fa-f:.]+$", ErrorMessage = "Grpc:Address must be an IP address.")]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Host name by which nodes reach this port, as in the server's certificate; default localhost.</summary>
    public string PublicHost { get; init; } = "localhost";

    [Range(1, 65_535, ErrorMessage = "Grpc:Port must be 1 to 65535.")]
    public int Port { get; init; }

    /// <summary>PEM files: the server's certificate and key, and the root that nodes' certificates come from.</summary>
    [Required(ErrorMessage = "Grpc:Certificate must name the server's certificate (PEM); 'edgeproctoring-hub ca server' writes one.")]
    public string Certificate { get; init; } = "";
    [Required(ErrorMessage = "Grpc:Key must name the server's key (PEM).")]
    public string Key { get; init; } = "";
    [Required(ErrorMessage = "Grpc:Root must name the authority's root (PEM); 'edgeproctoring-hub ca init' writes one.")]
    public string Root { get; init; } = "";
}
