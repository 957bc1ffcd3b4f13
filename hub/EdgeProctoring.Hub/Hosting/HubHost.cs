using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProctoring.Hub.Api;
using EdgeProctoring.Hub.Audit;
using EdgeProctoring.Hub.Completeness;
using EdgeProctoring.Hub.Compliance;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Exams;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.People.Oidc;
using EdgeProctoring.Hub.RemoteExams;
using EdgeProctoring.Hub.Retention;
using EdgeProctoring.Hub.Review;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.SpotChecks;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>Puts the hub together: the slices' services, the two ports, the way of a request.</summary>
internal static class HubHost
{
    /// <summary>Builds the hub that a configuration file describes. Relative paths in it are meant from its folder.</summary>
    public static WebApplication Build(string configuration, TimeProvider? time = null)
    {
        var file = Path.GetFullPath(configuration);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddJsonFile(file, optional: false, reloadOnChange: false).AddEnvironmentVariables("EDGEPROCTORING_");
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton(new HubFiles(Path.GetDirectoryName(file)!));
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        AddOptions(builder);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
            json.SerializerOptions.RespectNullableAnnotations = true;
        });
        builder.Services.AddProblemDetails();
        builder.AddStorage();
        builder.AddNodes();
        builder.AddIngest();
        builder.AddEvidence();
        builder.AddAudit();
        builder.AddRetention();
        builder.AddApi();
        builder.AddPeople();
        builder.AddDashboard();
        builder.AddSpotChecks();
        builder.AddCompliance();
        builder.AddRemoteExams();
        builder.AddPorts();
        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate(); // All that is wrong at once, before the first part asks for its own.
        app.UseHub();
        app.MapHub();
        app.Services.GetRequiredService<MetricsBook>(); // It hears what is counted from here on.
        return app;
    }

    private static void AddOptions(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CampusOptions>().BindConfiguration(CampusOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<WebOptions>().BindConfiguration(WebOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<GrpcOptions>().BindConfiguration(GrpcOptions.Section).ValidateDataAnnotations().ValidateOnStart()
            .Validate<HubFiles>((options, files) => FilesExist(files, options.Certificate, options.Key, options.Root), "Grpc:Certificate, Grpc:Key and Grpc:Root must name files that exist; 'edgeproctoring-hub ca init' writes them.");
        builder.Services.AddSingleton(services => new CampusRoot(X509CertificateLoader.LoadCertificateFromFile(
            services.GetRequiredService<HubFiles>().Resolve(services.GetRequiredService<IOptions<GrpcOptions>>().Value.Root))));
        builder.Services.AddSingleton(services => WebRoot.Find(
            services.GetRequiredService<IOptions<WebOptions>>().Value.Root is { } root ? services.GetRequiredService<HubFiles>().Resolve(root) : null));
    }

    /// <summary>Also used by slices: whether all the named files are there.</summary>
    public static bool FilesExist(HubFiles files, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (path.Length > 0 && !File.Exists(files.Resolve(path)))
            {
                return false;
            }
        }
        return true;
    }

    private static void AddPorts(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton<Microsoft.AspNetCore.Connections.IMemoryPoolFactory<byte>, ConnectionBuffers>();
        builder.Services.AddOptions<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>()
            .Configure<IOptions<WebOptions>, IOptions<GrpcOptions>, HubFiles>(Ports.Configure);
    }

    private static void UseHub(this WebApplication app)
    {
        app.UseMiddleware<PortGuard>();
        // Programs get a reason in every refusal; pages have their own.
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), api => api.UseExceptionHandler().UseStatusCodePages());
        app.UsePageErrors();
        app.UseMiddleware<PageHeaders>();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = Folder(app.Services.GetRequiredService<WebRoot>()), OnPrepareResponse = asset => asset.Context.Response.Headers.CacheControl = "no-cache" });
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(15) });
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<ForgeryGuard>();
        app.UseMiddleware<ScopeGuard>();
        app.UseMiddleware<IdempotencyGuard>();
    }

    private static void MapHub(this WebApplication app)
    {
        app.MapHealth();
        app.MapSignIn();
        app.MapOidc();
        app.MapPasswords();
        app.MapPeople();
        app.MapDashboard();
        app.MapSpotChecks();
        app.MapCompliance();
        app.MapMedia();
        app.MapIncidents();
        app.MapVerdicts();
        app.MapCompleteness();
        app.MapHeads();
        app.MapRosters();
        app.MapSittings();
        app.MapExams();
        app.MapCatalogue();
        app.MapSeating();
        app.MapRemoteExams();
        app.MapRetention();
        app.MapApi();
        app.MapNodes();
        app.MapLive();
        app.MapGrpcService<EvidenceService>().RequireAuthorization(Rights.Node);
        app.MapGrpcService<NodeControlService>().RequireAuthorization(Rights.Node);
        app.MapGrpcService<LiveService>().RequireAuthorization(Rights.Node);
        app.MapGrpcService<ReplayService>().RequireAuthorization(Rights.Node);
        app.MapGrpcService<ModelsService>().RequireAuthorization(Rights.Node);
        // Whoever claims has no certificate yet; guessing codes is slowed down.
        app.MapGrpcService<EnrolmentService>().AllowAnonymous().RequireRateLimiting(SignInEndpoints.RateLimit);
    }

    private static IFileProvider Folder(WebRoot root) => Directory.Exists(root.Folder) ? new PhysicalFileProvider(root.Folder) : new NullFileProvider();
}
