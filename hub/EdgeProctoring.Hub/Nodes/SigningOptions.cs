using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>What the hub signs with.</summary>
internal sealed class SigningOptions
{
    public const string Section = "Signing";

    /// <summary>PEM file of the P-256 key that signs nodes' configurations; 'edgeproctoring-hub ca init' writes one.</summary>
    [Required(ErrorMessage = "Signing:ConfigurationKey must name the key that signs configurations (PEM); 'edgeproctoring-hub ca init' writes one.")]
    public string ConfigurationKey { get; init; } = "";

    /// <summary>PEM files of the certificate and key that nodes' certificates are issued with; 'edgeproctoring-hub ca issuing' writes them. Absent: nodes cannot enrol by code.</summary>
    public string? IssuingCertificate { get; init; }
    public string? IssuingKey { get; init; }
}
