using System.Runtime.ExceptionServices;

namespace EdgeProctoring.EndToEnd;

/// <summary>One campus for all tests of pages: a hall where somebody takes out a phone every half minute, and a browser to look at it.</summary>
public sealed class PageStage : IAsyncLifetime
{
    public const string Name = "pages";

    private ExceptionDispatchInfo? _failed;
    private Stage? _stage;
    private Browser? _browser;

    internal Stage Stage => Of(_stage);
    internal Browser Browser => Of(_browser);

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync(TestContext.Current.CancellationToken);
        }
        catch (Exception e)
        {
            _failed = ExceptionDispatchInfo.Capture(e); // Told by each test, so that a missing program skips them by name.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        _browser = await Browser.StartAsync();
        _stage = await Stage.SetAsync(Films.Of("pages", 30, Films.Phone(4, 4, 8)), cancel, repeats: true);
        _stage.StartAgent();
        using var hub = await HubClient.SignInAsync(_stage.Address, "proctor", cancel);
        await hub.WaitForAsync(seen => seen.Any(one => one is { Code: "PHONE", HasPicture: true }), TimeSpan.FromSeconds(90), () => _stage.Logs);
    }

    private T Of<T>(T? part) where T : class
    {
        _failed?.Throw();
        return part!;
    }
}

[CollectionDefinition(PageStage.Name)]
public sealed class PageCollection : ICollectionFixture<PageStage>;
