namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>Draws an exam hall as a camera on the front wall sees it.</summary>
internal sealed class Hall(int width, int height, int rows, int columns, uint seed)
{
    private const double StrangerOffset = 210;
    /// <summary>Between the middles of two heads that lean together.</summary>
    private const double HeadsApart = 250;

    /// <summary>How much higher a standing head is.</summary>
    private const double RisesBy = 360;

    private readonly HallLayout _layout = new(width, height, rows, columns);

    public HallLayout Layout => _layout;

    public string Draw(HallScene scene)
    {
        var canvas = new Canvas(width, height);
        Background(canvas);
        var people = People();
        for (var seat = 1; seat <= _layout.Seats; seat++)
        {
            var (look, yaw, pitch) = people[scene.SitsAt.GetValueOrDefault(seat, seat) - 1];
            var worn = scene.Scarves.Contains(seat) ? Headwear.Scarf : scene.Caps.Contains(seat) ? Headwear.Cap : Headwear.None;
            Seat(canvas, scene, _layout.Spot(seat), look with { Mask = scene.Masked.Contains(seat), Headwear = worn }, yaw, pitch);
        }
        if (scene.Light < 1)
        {
            canvas.Add($"<rect width=\"{width}\" height=\"{height}\" fill=\"#000\" opacity=\"{1 - scene.Light}\"/>");
        }
        if (scene.LightsOff)
        {
            canvas.Add($"<rect width=\"{width}\" height=\"{height}\" fill=\"#000\" opacity=\".94\"/>");
        }
        if (scene.LensCovered)
        {
            canvas.Add($"<rect width=\"{width}\" height=\"{height}\" fill=\"#2a211c\"/>");
        }
        return canvas.ToString();
    }

    /// <summary>How light the skin of whoever sits at a seat is.</summary>
    public IReadOnlyList<string> SkinTones() => [.. People().Select(person => person.Look.SkinTone)];

    /// <summary>Everybody is drawn from the same chances, whether here or not: nobody's look depends on the scene.</summary>
    private List<(PersonLook Look, double Yaw, double Pitch)> People()
    {
        var draws = new Draws(seed);
        return [.. Enumerable.Range(0, _layout.Seats).Select(_ => (PersonLook.Any(draws), (draws.Next() - 0.5) * 0.25, 0.25 + (draws.Next() * 0.4)))];
    }

    private void Background(Canvas canvas)
    {
        // Opaque to the last pixel: rsvg-convert drops the alpha channel of such pictures alone, and a film whose pictures
        // change their format on the way loses the moments around the change.
        canvas.Add($"<rect width=\"{width}\" height=\"{height}\" fill=\"#6d675d\"/>");
        canvas.AddText("<defs><linearGradient id=\"floor\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"#9b968c\"/><stop offset=\"1\" stop-color=\"#6d675d\"/></linearGradient><linearGradient id=\"wall\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"#e6e2d8\"/><stop offset=\"1\" stop-color=\"#c9c3b6\"/></linearGradient></defs>");
        canvas.Add($"<rect width=\"{width}\" height=\"{height * 0.24}\" fill=\"url(#wall)\"/><rect y=\"{height * 0.24}\" width=\"{width}\" height=\"{height * 0.76}\" fill=\"url(#floor)\"/>");
    }

    private static void Seat(Canvas canvas, HallScene scene, SeatSpot spot, PersonLook look, double yaw, double pitch)
    {
        var (x, y, k) = (spot.X, spot.Y, spot.Scale);
        if (scene.Strangers.Contains(spot.Seat))
        {
            Person.Draw(canvas, PersonLook.Distinct[7], new Pose { X = x + (StrangerOffset * k), Y = y - (170 * k), Scale = k * 1.05, Pitch = 0.5 });
        }
        canvas.Add($"<rect x=\"{x - (140 * k)}\" y=\"{y + (20 * k)}\" width=\"{280 * k}\" height=\"{300 * k}\" rx=\"{20 * k}\" fill=\"#4d5560\"/>");
        if (!scene.Empty.Contains(spot.Seat))
        {
            var lean = scene.Leaning.GetValueOrDefault(spot.Seat);
            var sway = Sway(scene.Sway, spot.Seat);
            var isUp = scene.Standing.Contains(spot.Seat);
            if (isUp)
            {
                canvas.Add($"<rect x=\"{x - (250 * k)}\" y=\"{y + (40 * k)}\" width=\"{500 * k}\" height=\"{260 * k}\" fill=\"{look.Shirt.Bottom}\"/>");
            }
            Person.Draw(canvas, look, new Pose
            {
                X = x + (lean * (spot.Pitch - (HeadsApart * k)) / 2) + (sway * 4 * k),
                Y = y + (Math.Abs(lean) * 20 * k) - (isUp ? RisesBy * k : 0),
                Scale = k,
                Yaw = scene.Turned.GetValueOrDefault(spot.Seat, yaw + (sway * 0.04) + (lean * 0.4)),
                Pitch = scene.Turned.ContainsKey(spot.Seat) ? 0.1 : pitch + (sway * 0.05),
                Roll = lean * 9,
            });
        }
        Desk(canvas, x, y, k);
        if (scene.Books.Contains(spot.Seat))
        {
            Book.Draw(canvas, x - (20 * k), y + (290 * k), 0.75 * k);
        }
        if (scene.Phones.TryGetValue(spot.Seat, out var style) && !scene.Empty.Contains(spot.Seat))
        {
            Phone.Draw(canvas, look, style, x + (190 * k), y + (200 * k), k, 8);
        }
    }

    private static void Desk(Canvas canvas, double x, double y, double k)
    {
        canvas.Add($"<path d=\"M{x - (300 * k)} {y + (250 * k)} h{600 * k} l{40 * k} {130 * k} h{-680 * k}Z\" fill=\"#c79a68\"/><rect x=\"{x - (340 * k)}\" y=\"{y + (380 * k)}\" width=\"{680 * k}\" height=\"{22 * k}\" fill=\"#8b6640\"/>");
        canvas.Add($"<path d=\"M{x - (110 * k)} {y + (280 * k)} h{180 * k} l{14 * k} {80 * k} h{-206 * k}Z\" fill=\"#f7f5ef\"/>");
    }

    /// <summary>-1, 0 or 1, another one for each neighbour and moment: people never hold quite still.</summary>
    private static int Sway(int moment, int seat) => (((seat * 7) + (moment * 5)) % 3) - 1;
}
