using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>A hub's port for nodes: Kestrel on loopback with mutual TLS of one authority, and whatever services a test maps.</summary>
internal static class HubPort
{
    /// <summary>HTTP/2's own: a hub that stops reading is felt after two pictures.</summary>
    private const int SmallestWindow = 65_535;

    /// <param name="ca">Issues the hub's certificate; only nodes of this authority get in.</param>
    /// <param name="shelf">What the services and the test share.</param>
    /// <param name="patience">How long open calls may go on when the hub stops.</param>
    /// <param name="map">Maps the services.</param>
    /// <param name="letsStrangersIn">Also who has no certificate yet.</param>
    public static async Task<WebApplication> OpenAsync<TShelf>(TestCa ca, TShelf shelf, TimeSpan patience, Action<WebApplication> map, bool letsStrangersIn = false) where TShelf : class
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.InitialStreamWindowSize = SmallestWindow;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = ca.Issue("hub").Certificate;
                    https.ClientCertificateMode = letsStrangersIn ? ClientCertificateMode.AllowCertificate : ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (certificate, _, _) => certificate.Issuer == ca.Root.Subject;
                });
            });
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = patience);
        builder.Services.AddSingleton(shelf);
        builder.Services.AddGrpc();
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>As nodes name it: the certificate is for localhost.</summary>
    public static string AddressOf(WebApplication app) => app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
}
