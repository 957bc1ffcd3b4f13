namespace EdgeProctoring.Vision.Tests;

/// <summary>The shelf that tests take models from: what was fetched, else the development material beside the checkout.</summary>
internal static class Shelf
{
    public static ModelShelf Require(params string[] models)
    {
        NativeRuntime.Require();
        var shelf = Open();
        foreach (var model in models)
        {
            Assert.SkipUnless(shelf.Holds(model), $"Needs the weights of {model}; provisioning/fetch-models fetches them.");
        }
        return shelf;
    }

    public static ModelShelf Open()
    {
        var folder = Checkout.File("models");
        var fetched = ModelShelf.Open(folder);
        var beside = Path.GetFullPath(Checkout.File("..", "shared", "models"));
        return fetched.Manifest.Models.All(model => fetched.Holds(model.Name)) || !Directory.Exists(beside) ? fetched : ModelShelf.Open(folder, beside);
    }
}
