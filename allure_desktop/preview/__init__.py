"""The local preview: a course run straight from its ZIP, with everything it says to the LMS kept and explained."""
