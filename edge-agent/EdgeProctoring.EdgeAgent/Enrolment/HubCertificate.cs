using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent;

/// <summary>What the hub gives a node: a certificate, and where to reach hub and broker. Refused unless it fits the node's own key.</summary>
internal sealed record HubCertificate
{
    private const int MostChain = 5;

    public required string Campus { get; init; }
    public required string Node { get; init; }
    public required string Pem { get; init; }
    public required ReadOnlyMemory<byte> ConfigurationKey { get; init; }
    public required BrokerAddress Mqtt { get; init; }
    public required string Grpc { get; init; }

    public static HubCertificate Of(V1.CertificateReply reply)
    {
        var colon = reply.MqttAddress.LastIndexOf(':');
        if (reply.Chain.Count is < 1 or > MostChain || colon < 1 || !int.TryParse(reply.MqttAddress.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            throw new SettingsException("the hub's answer", [$"it holds {reply.Chain.Count} certificates and the broker's address '{reply.MqttAddress}'; is the hub of the same version?"]);
        }
        return new HubCertificate
        {
            Campus = reply.Campus, Node = reply.Node, ConfigurationKey = reply.ConfigurationKey.ToByteArray(), Grpc = reply.GrpcAddress,
            Mqtt = new BrokerAddress { Host = reply.MqttAddress[..colon], Port = port },
            // The root is the node's own: what the hub sends of it is left out.
            Pem = string.Join('\n', reply.Chain.Take(Math.Max(1, reply.Chain.Count - 1)).Select(certificate => PemEncoding.WriteString("CERTIFICATE", certificate.Span))) + "\n",
        };
    }

    /// <summary>Somebody else's certificate, or one of another authority, is never kept.</summary>
    public void RefuseUnless(ECDsa key, X509Certificate2Collection authorities)
    {
        using var leaf = X509Certificate2.CreateFromPem(Pem);
        var others = new X509Certificate2Collection();
        others.ImportFromPem(Pem);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // A node's clock may be wrong before its first contact; how long the certificate holds is looked at every day.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(others);
        var faults = new List<string>();
        if (!leaf.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
        {
            faults.Add("the certificate is of another key; claim the node anew");
        }
        if (leaf.GetNameInfo(X509NameType.SimpleName, false) != Node)
        {
            faults.Add($"the certificate is not for '{Node}'; claim the node anew");
        }
        if (!chain.Build(leaf))
        {
            faults.Add($"the certificate is not of this campus's authority ({string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()))}); give the right root with --ca");
        }
        if (faults.Count > 0)
        {
            throw new SettingsException("the hub's answer", faults);
        }
    }
}
