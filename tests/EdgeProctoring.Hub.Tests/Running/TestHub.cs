using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProctoring.Hub.Tests.Running;

/// <summary>A whole hub in this process, with a broker of its own: real ports, real disk, real certificates.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private WebApplication? _app;

    private TestHub(CampusBroker broker, HubFolder folder) => (Broker, Folder) = (broker, folder);

    public CampusBroker Broker { get; }
    public HubFolder Folder { get; }
    public IServiceProvider Services => _app!.Services;
    public Uri Address => new($"http://127.0.0.1:{Folder.WebPort}");

    public static async Task<TestHub> StartAsync(string examStart = "now", string? postgreSql = null, object? people = null, object? mail = null, string? owner = null, object? oidc = null, object? more = null)
    {
        var port = FreePort.Next();
        var folder = new HubFolder(port, postgreSql, people, mail, owner, oidc, more);
        var hub = new TestHub(await CampusBroker.StartAsync(folder, port), folder);
        await folder.SetUpAsync(TimeProvider.System, examStart);
        await hub.StartAgainAsync();
        return hub;
    }

    public async Task StartAgainAsync()
    {
        _app = HubHost.Build(Folder.Configuration);
        await StorageServices.PrepareAsync(_app.Services.GetRequiredService<IDatabase>(), TimeProvider.System, CancellationToken.None);
        await _app.StartAsync();
        await _app.Services.GetRequiredService<Ledger>().Ready.WaitAsync(_limit);
        await Eventually.TrueAsync(() => _app.Services.GetRequiredService<BrokerLink>().IsConnected, "the hub has its line to the broker");
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public Task<T> ReadAsync<T>(Func<Session, Task<T>> read) => Eventually.ReadAsync(Folder, read);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Broker.DisposeAsync();
        await Folder.DisposeAsync();
    }
}
