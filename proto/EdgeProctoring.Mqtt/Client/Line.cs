using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Exceptions;

namespace EdgeProctoring.Mqtt;

/// <summary>The TCP connection, with TLS around it where the options ask for it.</summary>
internal sealed class Line(Socket socket, Stream stream, string where) : IDisposable
{
    public Stream Stream { get; } = stream;

    /// <summary>Host and port, for messages to people.</summary>
    public string Where { get; } = where;

    public static async Task<Line> ConnectAsync(MqttClientTcpOptions options, CancellationToken cancel)
    {
        var where = options.ToString();
        var socket = NewSocket(options);
        try
        {
            await socket.ConnectAsync(options.RemoteEndpoint!, cancel).ConfigureAwait(false);
            var stream = new NetworkStream(socket, ownsSocket: true);
            return new Line(socket, options.TlsOptions is { UseTls: true } tls
                ? await EncryptAsync(stream, options, tls, cancel).ConfigureAwait(false)
                : stream, where);
        }
        catch (OperationCanceledException e)
        {
            socket.Dispose();
            throw new OperationCanceledException($"Connecting to {where} was given up before the line stood.", e, cancel);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            socket.Dispose();
            var what = e is SocketException ? "is unreachable" : "refused the TLS handshake or failed its checks";
            throw new MqttCommunicationException($"{where} {what}: {e.GetBaseException().Message}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        // The socket first: closing TLS politely would wait for a peer that may be dead.
        socket.Dispose();
        Stream.Dispose();
    }

    private static Socket NewSocket(MqttClientTcpOptions options)
    {
        if (options.RemoteEndpoint is UnixDomainSocketEndPoint)
        {
            return new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        }
        var socket = options.AddressFamily == AddressFamily.Unspecified
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(options.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.NoDelay = options.NoDelay;
        return socket;
    }

    private static async Task<Stream> EncryptAsync(
        NetworkStream stream, MqttClientTcpOptions options, MqttClientTlsOptions tls, CancellationToken cancel)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await encrypted.AuthenticateAsClientAsync(Authentication(options, tls), cancel).ConfigureAwait(false);
            return encrypted;
        }
        catch
        {
            await encrypted.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static SslClientAuthenticationOptions Authentication(MqttClientTcpOptions options, MqttClientTlsOptions tls)
    {
        var authentication = new SslClientAuthenticationOptions
        {
            TargetHost = string.IsNullOrEmpty(tls.TargetHost) ? HostOf(options) : tls.TargetHost,
            EnabledSslProtocols = tls.SslProtocol,
            CertificateRevocationCheckMode = tls.IgnoreCertificateRevocationErrors ? X509RevocationMode.NoCheck : tls.RevocationMode,
            ClientCertificates = tls.ClientCertificatesProvider?.GetCertificates(),
        };
        if (tls.TrustChain is { Count: > 0 } roots)
        {
            authentication.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = authentication.CertificateRevocationCheckMode,
                VerificationFlags = X509VerificationFlags.IgnoreEndRevocationUnknown,
            };
            authentication.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }
        if (tls.CertificateValidationHandler is { } handler)
        {
            authentication.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                handler(new MqttClientCertificateValidationEventArgs(certificate, chain, errors, options));
        }
        else if (tls.AllowUntrustedCertificates || tls.IgnoreCertificateChainErrors)
        {
            authentication.RemoteCertificateValidationCallback = (_, _, _, errors) => IsTolerated(tls, errors);
        }
        return authentication;
    }

    private static bool IsTolerated(MqttClientTlsOptions tls, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
        || (tls.AllowUntrustedCertificates && errors != SslPolicyErrors.RemoteCertificateNotAvailable)
        || (tls.IgnoreCertificateChainErrors && errors == SslPolicyErrors.RemoteCertificateChainErrors);

    private static string HostOf(MqttClientTcpOptions options) => options.RemoteEndpoint switch
    {
        System.Net.DnsEndPoint dns => dns.Host,
        System.Net.IPEndPoint ip => ip.Address.ToString(),
        _ => "",
    };
}
