using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>Who is calling: the address, and what the client certificate says.</summary>
internal static class PeerIdentity
{
    private const string CommonName = "x509_common_name";
    private const string AlternativeName = "x509_subject_alternative_name";

    public static string Address(ConnectionInfo connection) => connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6 } address => $"ipv6:[{address}]:{connection.RemotePort}",
        IPAddress address => $"ipv4:{address}:{connection.RemotePort}",
    };

    public static AuthContext Of(X509Certificate2? certificate)
    {
        var properties = new Dictionary<string, List<AuthProperty>>();
        if (certificate is null)
        {
            return new AuthContext(null, properties);
        }
        var dnsNames = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames());
        Add(properties, AlternativeName, dnsNames);
        Add(properties, CommonName, [certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)]);
        return new AuthContext(properties.Keys.FirstOrDefault(), properties);
    }

    private static void Add(Dictionary<string, List<AuthProperty>> properties, string name, IEnumerable<string> values)
    {
        List<AuthProperty> proven = [.. values.Select(value => AuthProperty.Create(name, Encoding.UTF8.GetBytes(value)))];
        if (proven.Count > 0)
        {
            properties.Add(name, proven);
        }
    }
}
