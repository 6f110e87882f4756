print("macaroni")
